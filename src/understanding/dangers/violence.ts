import { follows, near, said } from './pattern.ts';

const BLADE =
	'lames?|couteaux?|batons?|barres?|haches?|tournevis|marteau|tesson|cutlass|machettes?|axe|iron rod|screwdriver|broken bottle|bat|gourdin|paaka|jaasi';
const THIEF =
	'voleurs?|bandits?|cambrioleurs?|braqueurs?|thie(?:f|ves)|robbers?|burglars?|armed (?:men|man)|tif+ ?(?:man|dem|pipo|people)?|sacc\\w*';

/** Threats, blows, weapons, people shut in or touched against their will, and intruders. */
export const VIOLENCE_DANGERS: readonly RegExp[] = [
	said(
		'menac\\w*|threat\\w*|couteau|machette|matchete|machete|cutlass|gourdins?|knife|pistolet|fusil|kalach\\w*|armee?|(?:hommes|gens|individus|types|bandits|gars) armes|gun|agress\\w*|braqu\\w*|attacked|attack me|robb(?:ers?|ery|ing|ed (?:me|us|him|her))|being robbed|viol(?:ee?|er|ence)?|violent\\w*|rap(?:ed?|ing|ist)|frapp\\w* (?:ma|mon|m|me|le|la|un|une)|m a (?:frappe|battu|gifle|tape|agresse|cogne)|beat(?:ing)? (?:me|him|her|my)|tuer|tue moi|kill\\w*|assassin\\w*|en danger|danger|dangerous|dangereu\\w*|kidnap\\w*|enlev(?:e|ement) (?:mon|ma|d enfant)|raay na ma',
	),
	said(
		'(?:me|nous|lui|leur) (?:faire|fera|fait|faisait|feront) (?:du )?mal|faire du mal a|(?:hurt|harm|slap\\w*|punch\\w*|attack\\w*|choke\\w*|stab\\w*|strangle\\w*) (?:me|us|him|her|my)|(?:hit|kicked|grabbed|shoved|dragged|pushed) (?:me(?! (?:out|back|off|in the queue))|my (?:wife|son|daughter|child|pikin|mother|sister|brother|wrist|arm|hair|neck|throat|husband|kids?))|(?:wan|want|go) (?:to )?(?:beat|fight|wound|finish|stab|shoot) (?:me|us|my)|(?:veut|va|vont|veulent) (?:me|nous|m|la|le) (?:fight|beat|tuer|frapper|taper|cogner|tabasser|planter|bruler|egorger|fumer|regler)|gifle\\w*|tabass\\w*|lynch\\w*|etrangl\\w*|egorg\\w*|poignard\\w*|casser (?:la|ma|ta|sa) (?:gueule|figure|bouche|tete)|avoir (?:ma|sa) peau|faire la peau|coups? de (?:feu|couteau|poing|machette|pied (?:a|au|dans|sur))|gunshots?|shoot (?:me|us|him|her)',
	),
	said(
		'(?:leve|porte) (?:la|sa) main sur|raised (?:his|her) hand (?:on|to|at|against)|la(?:y|id) (?:his )?hands? on|follow\\w* (?:me|my (?:daughter|wife|sister|son|child|niece))(?: \\w+){0,3} (?:room|bathroom|toilet|bedroom|house)|(?:suivi|suit|poursui\\w*) (?:ma (?:fille|femme|soeur|niece)|mon fils)(?: \\w+){0,3} (?:chambre|toilettes|douche|salle de bain)',
	),
	said(
		'(?:mari|conjoint|copain|petit ami|homme|mec|gars|technicien|patron|pere|oncle|voisin|bailleur|il|elle)(?: \\w+)? (?:me|nous|te) (?:tape|bat|frappe|cogne|brutalise|tabasse|gifle|maltraite)(?! (?:sur|dans|un|une|le|la))',
	),
	said('(?:husband|boyfriend|man|guy|he|landlord|oga|e)(?: \\w+)? (?:beats|hits|beat|dey beat|di beat|is beating|is hitting) (?:me|us|my)'),
	said(
		'(?:dina|nee na|dafa|moo|bugg|begg|dinaa|ne na)(?: \\w+){0,4} (?:ma|nu|ko|sama \\w+) (?:rey|door|gaan|jam)\\w*|(?:dafa|moo|da) (?:\\w+ )?(?:ma|nu) (?:door|dumaa?|jam|duma)|(?:rey|door|jam|dumaa?) na (?:ma|nu|sama)',
	),
	follows(
		'sait ou|connait (?:ma|notre) maison|knows? where|sabi where',
		'(?:revenir|regrett\\w*|payer cher|verr\\w*|come back|come for|show (?:me|us)|regret|pay for it)',
		8,
	),
	said(
		'(?:revenir|revient|venir|reviendr\\w*|come back|coming back|come) (?:me \\w+ )?(?:avec|with|plus) (?:ses |des |les |his |e |im )?(?:amis|gars|freres|hommes|boys|guys|friends|gang|petits)(?: (?:pour|me|nous|to))?',
	),
	said(
		'(?:e|he|say|dem|man|she) (?:say )?(?:e |he |dem |she )?(?:go|will|ll) (?:show (?:me|us)|deal with (?:me|us)|teach (?:me|us) a lesson|make me regret)|(?:je vais|va) (?:le |me |te |nous )?regretter(?= |$)(?! (?:mon|votre|son))',
	),
	follows(BLADE, 'gorge|throat|neck|ventre|devant (?:moi|nous|ma porte)|(?:for|at) (?:my|we|our) (?:door|gate|room)', 4),
	said(`(?:sorti|sort|tire|brandi\\w*|pulled|pull|brought|draw|drew) (?:out )?(?:\\w+ ){0,2}(?:${BLADE})`),
	said(
		'(?:sors|sortir\\w*|sortiras?|repartir\\w*|go) (?:\\w+ )?(?:pas |plus )?(?:vivante?s?|alive)|(?:says?|said|dit|do|jure) (?:que |that )?(?:i m|i am|je suis|c est moi) (?:next|la prochaine|le prochain)(?= |$)(?! (?:in|on|dans|a|de|sur|to)\\b)|(?:me|m|va me|vais te|va nous) (?:defonce\\w*|defonse\\w*|massacre\\w*|demolir|buter|crever|niquer|fini(?:t|r|ra)?)(?= |$)(?! (?:le|la|les|l|mon|ma|mes|un|une|de|du|a|avec|bien|vite|par|demain)\\b)|pour (?:me|us|my \\w+) (?:with )?acid|(?:swear|jure|promis)(?: \\w+){0,4} (?:tuer|kill|finir|finish me|acid|bruler|burn)|(?:tire\\w*|tirent|tirs?|shoot\\w*|shots?) (?:\\w+ )?(?:sur nous|dessus|on us|at us|for (?:our|we|the) (?:street|quarter|house)|in the (?:street|air))|(?:nous|me) tir\\w* dessus|au voleur|(?:dem|they|they are|des gens) (?:dey |di |are )?(?:shoot|shooting|firing)',
	),
	said(
		'(?:m|nous|l) ont (?:\\w+ )?(?:frapp|tap|battu|cogn|agress|tabass|bless)\\w*|(?:saut\\w*|escalad\\w*|jump\\w*|climb\\w*) (?:\\w+ )?(?:le|la|mon|ma|notre|my|the|our) (?:portail|mur|cloture|barriere|fence|gate)|(?:ont|avec|have|with) (?:des |un |une )?barres? de fer|(?:they|dem|people|someone|he|e)(?: \\w+){0,2} break\\w* (?:my|our|ma) (?:door|gate|window)|(?:des|ils|gars|gens|voleurs|quelqu un)(?: \\w+){0,5} (?:casser|defoncer|forcer|cassent|defoncent|forcent) (?:ma|notre|la) (?:porte|grille|fenetre)|fetal|xoqatal\\w*|(?:ont|a|have|has|don) (?:lock|enferm)\\w* (?:la|le|the|my|ma|mon|une|her|him) (?!porte|door|magasin|boutique|shop|cle|gate|compte)',
	),
	near('coups|blows|noise of beating', 'crier|crie|cris|hurl\\w*|scream\\w*|cry|cries', 6),
	said('(?:me|nous) (?:tape|frappe|cogne)(?:nt)? dessus'),
	said('(?:begg?a?|bugg?a?|dafay|nara?|foog\\w*) (?:\\w+ ){0,2}rey (?:ma|nu|ko|sama)|(?:yor|am)\\w*(?: \\w+)? (?:paaka|jaasi|fetel|baru)'),
	follows('door|dumaa?', '(?:sama|suma) (?:mag|rakk|doom|yaay|baay|jabar|xarit)', 1),
	said(
		'(?:locked|shut) (?:me|us|her|him|my \\w+) (?:up|in(?:side)?)|(?:won t|refuse\\w* to|no gree|not) let (?:me|us|her) (?:out|go|leave|comot)|sequestr\\w*|(?:m|nous|l|la|me) (?:a |ont )?(?:enferm\\w*|retien\\w*|retenu\\w*)(?: \\w+){0,2} (?:dans|chez|ici|de force|a cle)|(?:m|me|nous) (?:empeche\\w*|laiss\\w* (?:pas|plus)) (?:de )?(?:sortir|partir)|otages?|hostage|contre (?:mon|son) gre|against my will',
	),
	said(
		'attouch\\w*|touch\\w* (?:les|mes|la|ma|ses|aux|my|her) (?:fesses|seins|poitrine|cuisses?|parties|body|breasts?|bum|buttocks|thighs?|private\\w*|daughter)|fesses|pelot\\w*|harcel\\w* sexuel\\w*|forc\\w* (?:a )?(?:coucher|m embrasser|sexe)|coucher avec (?:lui|moi|elle)|touch(?:ed|ing) me (?:there|inappropriately|badly|all over)|grop\\w*|molest\\w*|sexual\\w*|sleep with (?:him|me) by force|(?:photos?|images?|videos?) (?:nues?|intimes?|de moi nue?)|(?:nude|naked) (?:photos?|pictures?|pics?|videos?)|nudes|sextape|blackmail\\w*|chantage',
	),
	follows(
		THIEF,
		'(?:(?:are|is|dey|don|di|sont|est|ont|a) )?(?:dans (?:la|ma|notre|mon|le) \\w+|entr(?:e|es|ent|er)|cass\\w*|forc\\w*|essai\\w*|escalad\\w*|inside|trying|try|break\\w*|broke|enter\\w*|climb\\w*|for (?:my|the|our) (?:house|room|compound|door|gate)|in (?:my|the|our) (?:house|room|compound)|at (?:my|the|our) (?:door|gate|window)|devant (?:la|ma|chez)|sur (?:le|mon) toit|ci ker|ci biir|ci bunt|dugg\\w*)',
		4,
	),
	said(
		'rode(?:nt)? (?:devant|autour|dans|pres)|rodeurs?|(?:quelqu un|someone|somebody|un homme|des gens)(?: \\w+){0,2} (?:essa\\w*|force\\w*|veut|trying to|is trying|tente\\w*) (?:\\w+ ){0,2}(?:entrer|ouvrir|forcer|casser|enter|break|open|get in)|(?:me|nous) suit (?:depuis|dans la|jusqu|partout)|following me (?:home|since|for)|break\\w* (?:into|in|down) (?:my|our|the) (?:house|door|room|shop|home)',
	),
	// Threats that name no weapon: a coffin, bones, the house that is known, numbered days.
	said(
		'(?:prepare\\w*|achete\\w*|commande\\w*|buy|order|choose|get ready|choisi\\w*)(?: \\w+){0,2} (?:ton|mon|votre|notre|ta|ma|your|my|our|yi) (?:own )?(?:cercueils?|coffins?|caskets?|linceul|tombe|tombeau|grave|graveyard|obseques|funeral|burial)|(?:compte\\w* (?:tes|vos|mes) jours|(?:tes|vos|mes) jours sont comptes|(?:your|my|our) days (?:are|dey) (?:numbered|counted)|count (?:your|my) days)|watch (?:your|my) back|surveille (?:tes|mes) arrieres',
	),
	said(
		'(?:go|will|wan|want to|wants to|gonna|ll|vais|va|vont|veut|veulent|promis\\w*(?: de)?|promised to|jure\\w*(?: de)?|swear(?: say)?(?: e| dem| he)? go)(?: (?:me|te|nous|m|come|open))? (?:scatter|open|crack|burst|smash|break|bust|cut off|chop|fracass\\w*|fend\\w*|casser?|briser|rompre|couper) (?:my|ma|mes|our|nos|your|tes?|les|wuna|una|we) (?:head|skull|tete|crane|bones?|os|legs?|jambes?|neck|cou|knees?|genoux|fingers?|doigts|teeth|dents)(?! (?:avec|with) (?:le|la|ton|votre|the|your) (?:prix|bruit|noise|price|facture))',
	),
	near(
		'(?:sait|savent|connait|connaissent|knows?|sabi|xam na)(?: \\w+){0,2} (?:ou (?:j habite|je (?:dors|vis|habite|travaille)|on habite|mes? enfants?)|where (?:i|we|my \\w+) (?:live|lives|sleep|sleeps|stay|stays|dey|work)|ma maison|my (?:house|gate|children)|mon portail|fu(?:mu|nu)? (?:ma|nu) dekk)|(?:connais|know|sabi|sais) (?:ton|ta|tes|your|ou tu|where you)(?: \\w+)?',
		'note\\w* (?:le |lui )?mal|mal note\\w*|mauvaise (?:note|appreciation)|(?:bad|low|poor) (?:mark|rating|review|note)s?|(?:mark|rate) (?:am|him|e|low|bad)\\w*|(?:porte|deposer?|depose) plainte|denonc\\w*|si je (?:parle|refuse|raconte|dis|note|paie pas|paye pas|porte)|if i (?:talk|report|refuse|complain|rate|mark|tell|no pay|don t pay)|cercueil|coffin|gorge|regrett\\w*|ferme(?: bien)? ta porte|dors (?:bien|pas)|attention a (?:toi|vous)',
		14,
	),
	near(
		'(?:send|sent|envoye\\w*|yonni|bring|brought|come with|with|paye\\w*|paid) (?:\\w+ ){0,2}(?:boys|thugs|loubards|nervis|gros bras|gaillards|frappeurs|guys)',
		'head|tete|beat|frapp\\w*|tap\\w*|lap|scatter|break\\w* (?:my|our|ma)|force|casser|comot (?:me|us)|throw (?:me|us)|jeter dehors|chasser',
		10,
	),
	said('thugs|loubards|nervis|hitmen|tueurs? a gages'),
];
