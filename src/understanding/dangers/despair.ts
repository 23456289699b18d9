import { follows, near, said } from './pattern.ts';

const DIE =
	'mourir|crever|die|disparaitre(?: pour toujours)?|dee|xaru|m en aller pour toujours|rejoindre (?:mon|ma) (?:pere|mere|enfant|fils|fille|mari|femme) (?:la haut|au ciel|au paradis)';

/** Words of those who no longer want to live. */
export const DESPAIR_DANGERS: readonly RegExp[] = [
	near('toit|pont|balcon|roof|bridge|balcony', 'sauter|jump', 6),
	said(
		'suicid\\w*|me tuer|me tue(?!\\w| de)|m oter la vie|en finir(?: (?:avec|une)| ce soir| maintenant| la| la vie|$)|veux en finir|vais en finir|envie d en finir|me pendre|kill myself|end (?:my life|it all|everything)|hurt(?:ing)? myself|take my (?:own )?life|hang myself|shoot myself|make i die|better dead|finir avec (?:tout|la vie)|xaru',
	),
	follows(
		'je|j|moi|i|me|mi|dama|maa|damay',
		`(?:veux|veu|voudrais|prefere|envie de|vais|want to|want|wan|wanna|rather|bugg\\w*|begg\\w*)(?: (?:juste|just|seulement|me|to))? (?:${DIE})`,
		2,
	),
	said(
		'(?:veux|vais|envie de|want to|wanna) (?:mourir|crever|die)|(?<!(?:phone|battery|am|business|light|tv) )i go die|begg naa dee|bugg naa dee|plus envie de vivre',
	),
	said(
		'(?:plus|pas) (?:envie de |la force de )?vivre(?! (?:sans|ici|la|dans|avec|a))|fatiguee? de (?:la vie(?! (?:politique|chere|a|en|de|au|ici))|vivre)|tired of (?:life|living)(?! (?:in|here|with|at))|(?:no|not|don t|nor) (?:wan|want)(?: to)? (?:live|be alive|wake up|exist|see tomorrow|reach tomorrow)(?! (?:here|there|in|for|with))|(?:begguma|bugguma|buguma|beguma|begatuma|bugatuma|beggatuma|buggatuma)(?: \\w+){0,2} dund\\w*|dundati|(?:tayyi|sonn) naa (?:ci |ak )?(?:adduna|aduna|dund)\\w*',
	),
	said(
		'que tout s arrete|(?:si j (?:etais|n etais)|que je sois|if i (?:was|were)) (?:plus la|mort\\w*|dead|gone|not here)|(?:mieux|better off|better) (?:sans moi|without me)|(?:no one|nobody|personne)(?: ne)?(?: \\w+){0,2} (?:(?:miss|notice|cry for) (?:me|if)|remarquer\\w* (?:si|que)|me (?:regretter|pleurer)\\w*|go (?:miss|cry))|disparai\\w* pour toujours|disappear forever',
	),
	said(
		'(?:ma vie|la vie|vie)(?: \\w+){0,2} (?:est |c est )?fini\\w*|vie (?:n a|a|n ont) plus (?:de|aucun) (?:sens|gout|valeur)|plus (?:aucune? |de )?(?:raison|gout|sens) (?:de|a|pour) (?:vivre|la vie|rester en vie|continuer a vivre)|no (?:reason|point|use)(?: \\w+){0,4} (?:alive|living|live|going on)|nothing (?:left )?to live for|life (?:don|has|is|no get)(?: \\w+)? (?:tire|finish|over|meaning\\w*|useless|pointless)',
	),
	said(
		'(?:my|ma|mon) (?:last night|derniere nuit)(?! (?:in|at|au|a|of|de))|(?:tell|dites? a|dis a)(?: \\w+){1,4} (?:(?:i love|that i love) (?:them|her|him)|que je (?:les|l|la|le) aim\\w*|aime\\w*)|goodbye (?:forever|everyone|world|cruel)|adieu (?:a tous|tout le monde|la vie|le monde|mes)|forgive me (?:all|everyone|mama|mum)',
	),
	said(
		'plus (?:le |de )?gout (?:a|de) (?:rien|la vie|vivre)|(?:ecrit|ecris|prepare|written|wrote) (?:ma|une|my|a) (?:derniere )?(?:lettre(?! (?:de|recommandee|pour))|goodbye|suicide) ?(?:d adieu|letter|note)?|dites? adieu|plus envie de rien|(?:ne veux|veux|veut) plus etre (?:la|de ce monde|ici demain)|pense\\w* (?:a |souvent a |beaucoup a )?(?:la corde|la mort|en finir|me tuer|mourir|disparaitre)|(?:envie|pense) de (?:tout|tou) (?:lacher|lache|arreter|quitter)(?! (?:le|la|les|ce|cette|votre|l))|la vi(?:e)? (?:\\w+ ){0,2}(?:tro|trop) (?:dur\\w*|lourde?)|(?:ne |n )?(?:supporte|supporterai) plus (?:la vie|cette vie|de vivre)|(?:i )?can(?: no)?t (?:do this|go on|take it|carry on|live like this) any ?more(?! with (?:you|your))|walk(?:ing)? into the (?:sea|river|ocean|water|road|traffic)|(?:god|allah|dieu)(?: \\w+){0,2} (?:take|prend\\w*|prenne|reprend\\w*|rappelle) me|que dieu me (?:prenne|reprenne|rappelle)|(?:tire|tired) for (?:this|the) (?:world|life)|fatiguee? de ce monde',
	),
	said(
		'saut(?:er|e|ais) (?:du|d un|depuis|par) (?:\\w+ )?(?:pont|toit|balcon|immeuble|etage|fenetre)|jump(?:ing)? (?:off|from) (?:\\w+ )?(?:bridge|roof|balcony|building)|(?:me|se|m|s) jeter (?:du|dans|sous|par|a l eau|d un)(?! (?:taxi|poubelle))|immoler|(?:tied|tie|attache\\w*|prepare\\w*|accroch\\w*) (?:\\w+ )?(?:the |la |une |a |ma )?(?:rope|corde)(?! a linge)|make it through (?:tonight|the night)|asperg\\w* d essence|(?:pour|put) (?:petrol|fuel|kerosene) (?:on|for) (?:myself|my body|ma (?:skin|body))|set myself on fire|je vais me jeter|me foutre en l air|(?:me|m) (?:couper|ouvrir|taillader) les veines|(?:cut|slit)(?:ting)? my (?:wrists?|veins)|me noyer|overdose\\w*|(?:aval\\w*|pris|prendre|bu|took|take|taken|swallow\\w*) (?:tous|toutes|toute|all|too many|plein de|une boite de|une plaquette|the whole)(?: \\w+){0,2} (?:comprimes|medicaments|cachets|pilules|pills|tablets|plaquette|boite)|(?:pills?|tablets?|comprimes|cachets|medicaments|poison|corde|rope)(?: \\w+){0,2} (?:in my hand|dans (?:la|ma) main|devant moi|around my neck|autour du cou)|(?:me|m) (?:scarifie\\w*|mutil\\w*|faire du mal)',
	),
	// What is left in order, and taken leave of: nobody is to be troubled, seen or cared for any more.
	said(
		'(?:derangerai\\w*|embeterai\\w*|generai\\w*|ferai souffrir) plus (?:personne|ma famille|mes enfants)|(?:won t|will not|no go|never) (?:bother|trouble|burden|disturb) (?:anybody|anyone|nobody|my family|my people)(?: again| any ?more)?|(?:no ?body|no one|nobody else) (?:will |go |would )?(?:have to |need to |get to )?(?:deal|put up|cope|bother) with me(?: \\w+)?|(?:nobody s|no one s|anybody s|un) (?:burden|poids pour (?:ma|les|mes|toute|eux|personne))(?! \\w*charge)|plus (?:de ce|dans ce|au) monde(?= (?:et|ma|mes|mon|la|les|il|vous|ce)|$)|(?:serai|sera) plus (?:en vie|vivante?)|(?:no|not|nor) (?:dey|go dey|be in|in) (?:for )?this world|(?:dernier|last) (?:message|mot|text)s? (?:de ma vie|before i go|avant (?:de partir|la fin))|dootu\\w* (?:leen )?ma gis\\w*|be (?:a )?(?:burden|charge) (?:to|on|for) (?:any|no)\\w*|belle vie sans moi|where i am going|la ou je vais (?:il|y a|on|je n)|rester? en paix sans moi',
	),
	near(
		'(?:donne|distribue|partage|range|regle|gave|given|give|share[d]?|sorted|don (?:share|give))(?: (?:tous|toutes|all|away|tout|out))* (?:mes|my) (?:habits|affaires|papiers|bijoux|vetements|choses|clothes|things|belongings|property|papers|dettes|debts)',
		'apres (?:ce soir|cette nuit|demain)(?: je| on|$)|after (?:tonight|tomorrow)|plus personne|adieu|goodbye|derniere fois|pour toujours|forever|ready to go now|la lettre|the letter|no go (?:hear|see)',
		16,
	),
	said(
		'(?:pays?|payera|paiera|sorted|prepare|preparez|regle|order\\w*|plan\\w*) (?:\\w+ )?(?:mes obseques|mon enterrement|mes funerailles|my (?:own )?(?:funeral|burial))|(?:laisse|ecrit|left|written|wrote|write|don write|leave) (?:\\w+ ){0,2}(?:mot|lettre|letter|note)s?(?: \\w+){0,4} (?:forgive|pardonn\\w*|cherche\\w* plus|adieu|goodbye)|(?:buy|bought|achete|acheter|pris|took|j ai|have|got)(?: \\w+){0,2} (?:poison|rope|corde|sniper) (?:pour|for) (?:moi(?: meme)?|myself|me)|pense plus a (?:demain|l avenir)|(?:ready|pret\\w*) (?:a partir|to go) (?:la haut|la bas pour|for good|for ever)',
	),
];
