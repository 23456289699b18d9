/**
 * Danger that is denied, over, only asked about, or said of money, matches, meals and films: no word of it is danger. Like the uses of
 * `harmless`, these are taken out of the text before the families are looked for; whatever else it tells is still heard.
 */
const THING =
	'incendies?|feu|flammes?|fumees?|fume|brule[esr]?|etincelles?|(?:odeurs? |fuites? )(?:de |d )?(?:gaz|brule)|courts? circuits?|explosions?|sang|danger|fire|flames?|smok(?:e|ing)|burn(?:s|ing|t|ed)?|sparks?|sparking|gas leaks?|gas smell|blood|bleed\\w*|leaks?|leaking';
const WOLOF_THING = 'safara|saxaa?r|saxar|xetu? gaz|deree?t';
const HURT = 'blesse(?:e|s|es)?|mort|mourru|hurt|injured|wound(?:ed)?|die|gaanu\\w*';
/** Times that are long over. Violence is never over for being old: it is not among the things of the past. */
const LONG_AGO =
	'(?:l )?an(?:nee)? (?:dernier|derniere|passee?)|(?:le )?mois (?:dernier|passe)|last (?:year|month)|past year|(?:il y a|ya) (?:\\w+ )?(?:ans?|mois|annees)|(?:\\w+ )?(?:years?|months?) ago|(?:en|in|de|du|of|the) (?:19|20)\\d\\d|daaw|for (?:19|20)\\d\\d|(?:en|au mois de|au mois d|in) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|june|july|august|september|october|november|december)';
const PAST_THING = `${THING}|mordue?s?(?: par)?|electrocute\\w*|avc|stroke|infarctus|heart attack|accident\\w*|decharges?|secousses?|shock|pris le (?:courant|jus)|(?:plafond|mur|toit)s?(?: \\w+)? tombes?|(?:ceiling|wall|roof) fell|lakk\\w*`;
const DONE = 'repare(?:e|s|es)?|regle(?:e|s|es)?|resolue?s?|colmatee?s?|fixed|sorted|solved|repaired';
const MONEY =
	'prix|price\\w*|factures?|bills?|devis|(?<!air )frais|(?:your|una|vos|bank|these|the|les) charges?|fees|tarifs?|agios|penalites?|loyer|rent|invoice|interets?|forfaits?|taxes|commissions?|njeg|deductions?|statement';
const FIGURE =
	'(?:me |m |nous |di |dey |don |go )*(?:tue\\w*|kill\\w*|rey\\w*|brul\\w*|burn\\w*|feu|fire|explos\\w*|egorg\\w*|etrangl\\w*|etouff\\w*|chok\\w*|strangl\\w*|bleed\\w*|saign\\w*|braqu\\w*|robbery|assassin\\w*|murder\\w*|shock\\w*|heart attack|noye\\w*|drown\\w*|poignard\\w*|stab\\w*|agress\\w*|electrocut\\w*)';
/** Words between: none that begins another sentence about somebody. */
const BETWEEN =
	'(?: (?!(?:il|elle|ils|elles|on|he|she|they|et|and|then|puis|e|mais|but|dem|comme|like|encore|again|ya|y|still|toujours|maintenant|now|veut|veulent|wants?|mari|husband|voisine?|bailleur|landlord|patron|homme|gens|people|quelqu|somebody|someone)\\b)\\w+)';
const ASKED =
	'juste? pour (?:savoir|info\\w*|apprendre)|just (?:ask\\w*|to know|curious)|na just ask|pour info|par curiosite|veux juste (?:savoir|apprendre)|begg xam(?: rekk)?|out of curiosity|for my (?:information|lesson)';
const FOOD = 'riz|repas|poulet|pain|toast|gateau|plat|viande|poisson|rice|food|stew|beans|cake|bread|meat|fish|suya|barbecue|beignets?';
const CLOTHES = 'chemise|linge|pantalon|robe|nappe|shirt|dress|trousers?|cloth\\w*|uniform';

export const TOLD_OTHERWISE: readonly string[] = [
	// Denied.
	`(?:pas|pa|sans|ni|aucune?|no|not|without|nor|any|zero)(?: (?:de|d|l|la|le|any|more))* (?:${THING})(?= (?!(?:alarm|sortie|exit))|$)|(?:ne|n|ni|y a|ya|fait|fais)(?: \\w+){0,2} plus (?:de |d |du |la )?(?:${THING})`,
	`(?:(?<!(?:une|1|la|cette|autre|jeune|chaque) )personne (?:ne|n)|nobody|no ?body|no one|aucun \\w+ (?:n|ne)|no person)(?: (?:s|est|a|ete|is|was|got|don|di))* (?:${HURT})|(?:pas|not|no)(?: \\w+)? (?:blesse(?:e|s|es)?|hurt|injured|wounded)`,
	`(?:${WOLOF_THING}) (?:amul|amatul|nekkul|nekkatul)`,
	// Over.
	`(?:${PAST_THING})${BETWEEN}{0,6} (?<!(?:depuis|since|comme|like)(?: \\w+)? )(?:${LONG_AGO})`,
	`(?<!(?:depuis|since|comme|like)(?: \\w+)? )(?:${LONG_AGO})${BETWEEN}{0,5} (?:${PAST_THING})`,
	`(?:la |the )?(?:derniere|last) (?:fois|time)(?: \\w+){0,2} (?:avais|avait|avions|had)(?: \\w+){0,3} (?:${PAST_THING})`,
	`(?:s |m |l |nous |t )?(?:etait|avait|avais|avions|had been)(?: \\w+)? (?:fait )?(?:${PAST_THING}|brulee?s?|electrocutee?s?|mordue?s?)(?= (?:\\w+ ){0,8}(?:${DONE}|gueri\\w*|va (?:tres )?bien|va mieux|ok|mieux|fine|healed|l annee|au mois)\\b)`,
	`(?:${DONE}|don fix|defar)(?: (?:le|la|les|l|the|my|that|ma|mon|notre|sa|na ko|na|a))* (?:${THING}|fuites?(?: de gaz)?)|(?:${THING}|fuites? de gaz)(?: (?:was|is|were|a ete|est|ont ete|has been|have been|deja|already|don))+ (?:${DONE})`,
	`(?:${PAST_THING})(?: \\w+){0,3} (?:semaine|jour|lundi|mardi|week)(?: (?:passee?|derniere?|dernier|last))?(?: (?!depuis|since)\\w+){0,3} (?:technicien|plombier|electricien|plumber|electrician|gars|man)(?: \\w+){0,2} (?:tout )?(?:change|${DONE})|(?:brul\\w*|burn\\w*) (?:mes|my|nos|our) (?:papiers?|papers?|documents?|photos?|carte)`,
	`(?:smell\\w*|sent\\w*|odeurs?|saw|vu)(?: \\w+){0,3} (?:${THING})(?: \\w+){0,7} (?:mais|but|finalement|turned out)(?: \\w+){0,2} (?:just|juste|only|etait|was|c est)(?: \\w+){0,4} (?:${FOOD}|mais|encens|incense)`,
	// Only asked about.
	`(?:en cas d[eu]?|in case of|in the event of)(?: (?:a|an|une?|l|la))?(?: \\w+){1,3}|(?:si|if|su) (?:un jour|ever|one day)(?: \\w+){1,8}|(?:how|what|comment|que|quoi)(?: \\w+){1,8} one day(?: \\w+){0,6}`,
	`(?:pour|comment|how to|how can i|how do i|mieux)(?: \\w+)? (?:eviter|prevenir|avoid|prevent)(?: \\w+){1,4}`,
	`(?:how|comment|naka|lanuy)(?: \\w+){0,3} (?:know|savoir|reconnaitre|detect\\w*|eviter|avoid|def)(?: \\w+){0,10} (?:${ASKED})`,
	`(?:est ce|is it|c est|ce serait)(?: \\w+)? (?:dangereu\\w*|dangerous) (?:de|d|to|pour)|(?:quartier|zone|coin|area|place|route)(?: \\w+){0,2} (?:dangereu\\w*|dangerous)`,
	`exercices?(?: \\w+){0,2} incendie|evacuation incendie|(?:quels? (?:sont )?(?:les )?|what (?:are )?(?:the )?)(?:\\w+ )?(?:symptomes?|signs?|symptoms?)(?: \\w+){1,4}`,
	// Money, matches, networks.
	`(?:${MONEY})${BETWEEN}{0,4} (?:on |en |give \\w+ |gave \\w+ |a )*(?:${FIGURE})(?: (?:me|my|ma|mon|nous|us|pocket|poche|person|poches?))*`,
	`(?:${FIGURE})(?: (?:me|us|nous|dry|man|na|ma|gars|vraiment|really))* (?:by|avec|with|par|sous|ak|en voyant)(?: \\w+){0,2} (?:${MONEY})|chok\\w* on(?: \\w+){0,2} (?:${MONEY})`,
	`(?:this|it|that|c|ca|ce) (?:is|est|na) (?:pure |du |un |a |vrai |daylight )*(?:robbery|braquage|meurtre|murder)(?= (?:\\d|pur\\b|vos (?:frais|prix|tarifs)|your (?:fees|charges|prices)))|vous etes des (?:assassins|voleurs|bandits)|you (?:are|people are) (?:murderers|thieves|killers)`,
	`(?:lions|joueurs|players|indomptables|derby)(?: \\w+){0,4} (?:${FIGURE})(?: (?:l |le |la )?\\w+)?(?:(?: \\w+){0,4} (?:fire|feu))?|match de feu|(?:${FIGURE}) (?:\\w+ )?(?:egypt\\w*|maroc|nigeria|algerie|ghana)`,
	`(?:reseau|network|appli|app|wifi|connexion|internet)(?: \\w+){0,2} (?:${FIGURE})(?: me)?|(?:tue|kill\\w*|finish\\w*)(?: \\w+)? (?:les |my |mes )?(?:nerfs|nerves|moral|patience)`,
	`(?:boss|patron|chef|oga|prof|directeur|manager)(?: \\w+)? (?:va|will|go|dina|gonna|vont)(?: (?:me|m|ma))? (?:tuer|kill|etrangler|strangle|rey|finish)(?: \\w+)? (?:si|if|su|quand|when)|(?:va|will|go|dina) (?:me |m |ma )?(?:tuer|kill|etrangler|strangle|rey)(?: (?:me|ma))? (?:si|if|su)(?: \\w+){0,8} (?:lol|mdr|haha\\w*|ptdr)`,
	`(?:soudeur|plombier|electricien|vendeur|coiffeur|mecano|seller|plumber|technicien|restaurant|hotel)(?: \\w+){0,2} (?:kill\\w*|tue\\w*|explose|brule|massacre\\w*|assassine|rey na ma|rey)(?: \\w+){0,3} (?:${MONEY})`,
	`(?:un|une|des) (?:choc|shock) en (?:voyant|lisant)|(?:got|had|give\\w*|gave)(?: \\w+)? a (?:shock|heart attack)(?: \\w+){0,2} (?:when|see\\w*|saw)(?: \\w+){0,3} (?:${MONEY}|amount|balance|total)`,
	`(?:${MONEY})(?: \\w+){0,4} heart attack|burned by (?:the |a |my )?(?:last |previous )?(?:contractor|plumber|seller|company|agency)|jou\\w* avec le feu|jeu dangereux|(?:project|projet|plan|dream|deal)s?(?: \\w+)? (?:went )?up in smoke|(?:projet|argent|budget|economies|reve)s?(?: \\w+){0,2} parti\\w* en fumee|fumee sans feu|mis le feu aux joues|etincelle (?:de|d) (?:genie|intelligence)|serpent de mer`,
	// Meals, clothes, heat, hunger.
	`(?:bouche|boush|mouth|langue|tongue)(?: (?:est|is|dey|en|on|a|in|comme))* (?:feu|fire|burn\\w*|brule\\w*)|(?:piman\\w*|piment\\w*|pepper|epice)(?: (?!(?:yeux|oeil|eyes?|visage|face)\\b)\\w+){0,8} (?:feu|fire|burn\\w*|brul\\w*)(?: \\w+ mouth)?`,
	`brulee? (?:le |la |les |mon |ma |mes |du |un |une )?(?:${FOOD}|${CLOTHES})|(?:${FOOD})(?: \\w+)? (?:burn(?:t|ed)|brulee?s?)|burn(?:t|ed) (?:my |the |a )?(?:${FOOD}|${CLOTHES})|(?:fer|iron) (?:a )?(?:brule|burn(?:t|ed)) (?:ma|mon|my) (?:${CLOTHES})`,
	`braise\\w* (?:le |du |son |des )?(?:${FOOD})(?: \\w+){0,2} fum\\w*|fum\\w*(?: \\w+){0,4} (?:braise\\w* (?:le |du |son |des )?(?:${FOOD})|barbecue|suya)|(?:machine|effet)s? (?:a|de) fumee|smoke machine|feux? (?:de|du|d) (?:camp|joie)`,
	`on etouffe un peu|etouff\\w* (?:de chaleur|dans (?:ce|le|votre|cette|vos) (?:bureau|agence|hall|salle d attente))|etouffe avec (?:cette|la) chaleur|(?:chaleur|reseau|cravate|traffic)(?: \\w+){0,3} etouff\\w*|ree ba (?:begg|bugg) dee|dama ree(?: \\w+){0,3} dee`,
	`(?:back|head|teeth|tooth|feet|legs?|neck|knees?|shoes?|dos|tete|dents?|pieds?|jambes?|chaussures?)(?: (?:is|are|dey|di|me|m))* (?:kill\\w*|tue\\w*)(?: me)?|brul\\w* (?:\\d+ |du |de l |beaucoup de |mon |tout mon |trop de )(?:(?:francs?|f) )?(?:de |d )?(?:carburant|essence|fuel|credit|data|megas?|forfait)|burn\\w* (?:\\w+ )?(?:fuel|data|airtime|credit)|(?:tel|telephone|phone|portable|batterie)(?: (?:qui|ki|est|se|s))* decharg\\w*`,
	// Films, tools, things.
	`(?:film|movie|cinema|episode)s?(?: \\w+){0,6} (?:saut\\w*|jump\\w*|tue\\w*|kill\\w*|meurt|die\\w*|explos\\w*|brul\\w*|feu|fire|sang|blood)(?: (?:du|from|de|off) (?:\\w+ )?(?:pont|bridge|toit|roof))?`,
	`(?:couteaux?|machettes?|knife|knives|cutlass)(?: \\w+){0,5} (?:a (?:acheter|vendre|affuter|aiguiser)|to (?:buy|sell|sharpen)|for sale|emousse\\w*|affutez)|(?:affut(?:er|ez)|aiguis(?:er|ez)|acheter|buy|vendez|sell)(?: \\w+){0,3} (?:couteaux?|machettes?|knife|knives|cutlass)|faux (?:pistolets?|fusils?|couteaux?)|fake (?:guns?|knives)`,
	`snakes? (?:wey|that|to|for|pour)(?: \\w+){0,4} (?:open|unblock|clear|debouch\\w*)(?: \\w+)?|(?:chien|dog|chat|rat)s? (?:a |ont |don |has )?(?:mordu|mang\\w*|chewed|bit) (?:le |la |les |mon |ma |the |my )?(?:tuyau|cable|chaussures?|coussin|ballon|hose|shoes?|cushion|sac|bag|courrier)`,
	`kill(?:ing)? (?:the |dem )?(?:rats?|cockroach\\w*|mosquito\\w*|ants?|termites?|weeds?|insects?)|tuer (?:les |des )?(?:rats|cafards|moustiques|fourmis|termites|insectes)|(?:telephone|phone|tel|ordi\\w*|laptop|pc|voiture|batterie|portable)(?: \\w+)? (?:ne |n )?respire (?:plus|pas)`,
	`sang neuf|rouge sang|(?:mon|son|leur) sang (?:n |ne )?(?:a |fai\\w* )*(?:fait )?qu un tour|blood red|(?:red|rouge|xonq) (?:like|comme|ni) (?:du |le )?(?:blood|sang|deree?t)|account(?: \\w+){0,3} blood|resultats? deree?t|deree?t bi (?:pare|gen)|ampoule bi lakk na|lamp bi lakk na`,
	`menac\\w* (?:de|d) (?:laisser|mettre|donner|changer|ecrire|retirer|noter|faire un avis|fermer mon compte)|menacant quand on|au secours (?:le )?(?:service|je comprends?|je ne comprends|c est trop|les? prix|ce formulaire)|(?:you|u|una|wuna)(?: don| have| just)? saved? (?:me|us)|(?:pied|main)s? (?:est |sont )?coince\\w* dans (?:les|vos) (?:delais|papiers)`,
	`(?:dossier|courrier|demande|mail)s?(?: \\w+){0,2} noye\\w*|(?:split|clim\\w*|ac)(?: \\w+)? (?:coule|goutte)\\w* sur (?:le|mon|un) mur|(?:kids?|child|pikin|enfant|fils|fille)s?(?: don| a)? stuck (?:gum|paper|chewing gum) in|(?:technicien|electricien|plombier|gars|equipe|coiffeur|service|macon|peintre)(?: \\w+){0,3} (?:est|ete|etait|etes) une bombe(?! a)`,
	`(?:mur|plafond|toit)s?(?: \\w+)? tombee?s?(?: \\w+){0,3} (?:prevue?|expres|volontaire\\w*)|(?:pool |birthday )?party (?:is |was |dey )?on fire`,
	// People called animals, words that wound, purses that bleed, stains, sport, the stage.
	`(?:patron|patronne|landlord|bailleur|boss|chef|technicien|plombier|electricien|voisine?|collegue|directeur|directrice|vendeur|oga)(?: (?:la|ci))? (?:est|is|na|be|mooy) (?:(?:un|une|a|vrai|vraie|real|pure|big) )*(?:serpents?|snakes?|viperes?|jaan|cobra|scorpion)(?= (?:la|il|elle|he|she|e|rien|je)|$)|(?:patron|boss|chef|boroom ker gi) jaan la|(?:peur|scared|afraid|fear|ragal)(?: (?:des?|les|of|for|dey))* (?:serpents?|snakes?|jaan|chiens?|dogs?|abeilles|bees)(?! (?:wey|that|qui|dans|in|inside|under|sous|ci|dey|there|ici|la))`,
	`(?:paroles?|mots?|remarques?|attitude|propos|words?|talk|comment)(?: \\w+){0,3} (?:bless\\w*|hurt\\w*|wound\\w*)(?: (?:me|us|nous))?|(?:bless\\w*|hurt|wounded) (?:par|by|de) (?:\\w+ )?(?:paroles?|mots?|remarques?|attitude|propos|words?|comment)|(?:service|support|banque|bank|agence)(?: \\w+){0,4} (?:poignard|stab)\\w*(?: \\w+){0,2} (?:dans le dos|in the back|for back)`,
	`(?:poche|pocket|portefeuille|wallet|porte monnaie|compte|budget)s?(?: (?:bi|me|mi|dey|di|is|are|mingi|qui))* (?:saign\\w*|bleed\\w*|nacc\\w*|burn\\w*|brul\\w*|cri\\w*)|(?:saign\\w*|bleed\\w*)(?: (?:du|from|de|my|mon|the|for))+ (?:portefeuille|wallet|pocket|poche)|suicides? (?:commercial|politique|financier|professionnel)|(?:commercial|political|career|financial) suicide`,
	`taches? de sang|blood stains?|stains? of blood|sang (?:du |de la |de |d )?(?:poulet|viande|boeuf|poisson|mouton|chevre)|(?:tuer|tuent|tue\\w*|mourir) a petit feu|feu sur (?:la )?scene|stage on fire|mis le feu (?:sur|a) (?:la )?(?:scene|piste|soiree|salle de fete|fete|ambiance)|anti feu|feux? (?:clignotant|de detresse|anti ?brouillard)s?|couteaux? electriques?|(?:fire brigade|fire service|police|ambulance) number|quelle bombe (?:cette|ce) \\w+`,
	`(?:bless\\w*|hurt\\w*|injur\\w*|foul\\w*)(?: \\w+){0,4} (?:au foot|le foot|football|basket|sport)(?= (?:\\w+ ){0,4}(?:dernier|passe|last|certificat\\w*|rdv|kine))|(?:noyade|noyer|drown\\w*)(?: \\w+){0,3} (?:natation|swimming|cours|lessons?)|(?:natation|swimming)(?: \\w+){0,9} (?:noy\\w*|drown\\w*)|(?:peur|scared|afraid) (?:du|of the|of) (?:noir|dark)|enfants? a peur du noir|(?:fils|fille|petit|petite) a peur du noir`,
	// What smelt was the pot; the leak is mended; what shocks, hangs or kills is a price, a telephone or a mother's temper.
	`(?:sen[ts]|odeurs?|smell\\w*)(?: \\w+){0,3} (?:${THING})(?: \\w+){0,2} (?:c est|c etait|na|it is|it s|it was|mais)(?: (?:juste|just|only|que|rien|mon|ma|le|la|les|my|the|mes|de|du))* (?:${FOOD})`,
	`(?:${PAST_THING}|fuites? de gaz|gas leak|courts? circuits?)(?: (?!mais\\b|but\\b)\\w+){0,10} (?:tout est|c est|everything is|all is|all don|e don|depuis tout|since then all)(?: (?:bien|bon|deja|now|maintenant|va))* (?:${DONE}|ok|bien|fine|rentre dans l ordre|eteint|normal)(?!.*\\b(?:encore|toujours|still|again|mais|but|revien\\w*|recommenc\\w*|(?:ne|n) \\w+ (?:pas|plus))\\b)`,
	`(?:feu|safara|lakk\\w*)(?: \\w+){0,6} (?:fay|fey) (?:nanu|nan|nanuko|na)\\w*(?: ko)?`,
	`(?:bruit|noise|son|chaleur|ennui|prix)(?: \\w+)? (?:a|to|pour) (?:tuer|kill|reveiller)(?: (?:quelqu un|quelqu|un mort|les morts|person|somebody|someone|un ane|un boeuf))*`,
	`(?:mater|mere|maman|mama|mum|mom|mami|yaay|soeur|tante|tata|auntie|prof|coach|madame?) (?:\\w+ )?(?:va|will|go|dina|gonna|ll)(?: (?:me|m|ma))? (?:tuer|kill|etrangler|strangle|finish|rey)(?: (?:me|ma))? (?:si|if|su|when|quand)`,
	`menac\\w* (?:de |d |avec |par |a coups? de )(?:\\w+ ){0,2}(?:rappels?|sms|messages?|relances?|courriers?|coupures?|couper|penalites?|huissiers?|factures?|mise en demeure)|threat\\w*(?: (?:me|us|people|customers))? (?:with|by|to)(?: \\w+){0,2} (?:reminders?|messages?|sms|cut|disconnect\\w*|fees?|penalt\\w*|bills?)`,
	`(?:ambiance|soiree|show|concert|spectacle|match|mariage|dj|musique|look|tenue|video)(?: (?:de|du|est|etait|c etait|is|was|dey|on|en|trop|vraiment))* (?:feu|fire)`,
	`(?:technicians?|techniciens?|plumbers?|electricians?|team|worker|painter)(?: (?:was|were|been))(?: \\w+)? on fire(?= (?:today|yesterday|five|5|thank\\w*|great|well)|$)`,
	`(?:nearly|almost|presque|failli)(?: \\w+){0,3} (?:heart attack|crise cardiaque|infarctus|avc)(?= (?:when|quand|en|at|a) )`,
	`me pendre (?:a|au)(?: (?:votre|ton|vos|mon|son))? (?:telephone|phone|cou|bras|lustre)|au secours(?= (?:lol|mdr|haha\\w*|ptdr))|fire (?:brigade|service|department)s? (?:office|certificates?|training|inspection|attestation)`,
	`(?:flammes?|flame)(?: (?:est|sont|is|qui|reste\\w*|toute?|trop|tres|so|too|very|un|peu))* (?:petite?s?|faibles?|basses?|small|low|weak)`,
	`(?:courant|light|current)(?: \\w+){0,2} (?:tchop|chop|grille|gate|mange|spoil|finish)\\w* (?:mon|ma|mes|la|le|les|my|the|we|our) (?:\\w+ )?(?:decodeur|tele\\w*|tv|frigo|appareils?|ordi\\w*|congelateur|decoder|fridge|freezer|radio|box|ampoules?|bulbs?)`,
];
