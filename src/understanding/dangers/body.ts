import { FRAIL, follows, near, PERSON, said } from './pattern.ts';

const LIMB =
	'mains?|min|doigts?|bras|pieds?|jambes?|tete|oeil|yeux|genoux?|gorge|cou|visage|front|ventre|dos|cuisse|poignet|cheville|hands?|fingers?|arms?|legs?|foot|head|throat|eyes?|face|wrist|loxo|tank|bopp';
const HIGH =
	'echelle|toit|toiture|echafaudage|ladder|roof|scaffold\\w*|etage|balcon|arbre|tree|puits|fosse|septic|well|teen|citerne|tank|piscine|pool|manhole|regard|riviere|river|escaliers?|stairs|pit';
const FALLS = 'tomb\\w*|chut\\w*|fell|falls?|fallen|daanu\\w*|gliss\\w*|fall';
const STILL =
	'(?:(?:ne |n )?(?:se )?(?:bouge\\w*|repond\\w*|reagi\\w*|respire\\w*|parle\\w*|reveill\\w*|talk|breathe|move|answer|wake) (?:plus|pas))|(?:not|no|isn t|stopped|no dey|no di|nor di) (?:di |dey )?(?:mov\\w*|respond\\w*|talk\\w*|wak\\w*|breath\\w*|an(?:swer|sa)\\w*)|xamatul|wuyuwul|tontuwul|yengatuwul';
const POISON =
	'javel|acide|soude(?: caustique)?|caustique|destop|deboucheur|detergent|bleach|acid|drain cleaner|kerosene|petrole|essence|petrol|fuel|piles?|batter(?:y|ie|ies)(?: bouton)?|poison|mort aux rats|rat poison|produits? (?:des|contre les|pour les|a|anti) (?:rats?|souris|cafards)|pesticide|insecticide|diluant|thinner|white spirit|comprimes|medicaments|cachets|pills|tablets';

/** Blood, wounds, poison, breath and those who lie still. */
export const BODY_DANGERS: readonly RegExp[] = [
	said(
		'sang|saign\\w*|hemorragie|blesse(?:e|s|r|es)?|blessures?|blood|bleed\\w*|injur\\w*|wound\\w*|deree?t|gaanu na|gaanu|fractur\\w*|inconscient\\w*|evanoui\\w*|unconscious|faint(?:ed|ing|s)?|unresponsive|passed out|perdu connaissance|sans connaissance|ne respire (?:plus|pas)|(?:not|isn t|stopped|hardly|barely|struggling to|can(?: no)?t|cannot|can not|no fit) breath\\w*|asphyxi\\w*|etouff\\w*|s etrangle\\w*|chok(?:e|es|ing|ed)|suffoqu\\w*|suffocat\\w*|(?:mal a|arrive (?:pas|plus) a|peine a) respirer|intoxi\\w*|empoisonn\\w*|poison(?:ed|ing)|noy(?:e|er|ade)|drown\\w*|ebouillant\\w*|scald\\w*',
	),
	said(
		'tomb\\w* dans les (?:pommes|vapes)|crise (?:cardiaque|d epilepsie|d asthme|de convulsion\\w*)|convuls\\w*|(?:fait|faire|fais) (?:un |une )?(?:avc|malaise|infarctus|crise)|infarctus|heart attack|(?:having|had|has|get|got) (?:a )?(?:stroke|seizure|fit)|asthma attack|cardiac arrest|arret cardiaque',
	),
	said(
		'(?:foam\\w*|froth\\w*|bave|mousse|ecume) (?:(?:dey|di|don) comot )?(?:at|from|for|a|de|par) (?:the |la |his |her )?(?:mouth|bouche)|(?:chest|heart) (?:pains?|is paining|dey pain|hurts?|tight)|(?:douleurs?|mal|serre\\w*|oppress\\w*)(?: \\w+){0,5} (?:poitrine|thorax)|(?:can t|cannot|no fit|no longer) (?:move|feel|lift) (?:his|her|my|im) (?:left|right|side|arm|leg|body|face)|(?:paralys\\w*|bouche tordue|visage tordu)|(?:tout|toute|est|devenue?) bleue?s?(?= (?:et|elle|il|ne|n)|$)|turn(?:ed|ing) blue|fievre(?: \\w+){0,3} (?:40|41|42)|(?:40|41|42)(?: degres?)? de fievre',
	),
	said(
		'(?:cadavres?|corps sans vie|(?:dead|lifeless) bod(?:y|ies)|die ?body|neew bi)|(?:est|sont|etait|found|retrouve\\w*|trouve\\w*|lying) (?:\\w+ ){0,2}(?:inerte|inanime\\w*|dead on|mort sur|morte sur|mort par terre)|inanime\\w*|lifeless|(?:re)?trouve(?: \\w+){0,3} raides?',
	),
	follows(
		LIMB,
		'(?:est |is |are |don |dey |reste\\w* )*(?:coince\\w*|caught|stuck|trapped|prise?|restee?s?|hook) (?:dans|in|inside|for|sous|under)',
		2,
	),
	follows(
		LIMB,
		'(?:dans|ds|in|inside|into|for|ci) (?:la |le |l |the |un |une |a |my |biir )?(?:machine|mixeur|mixer|blender|hachoir|moulin\\w*|essoreuse|helice|ventilateur|grinder|meuleuse|scie|engrenages?|courroie|portiere|masin)(?! a (?:coudre|sous))',
		1,
	),
	near(
		'mousse|chlorine|chlore|javel|bleach|ammoniac|vinaigre|acide|acid',
		'fumes?|vapeurs?|tousse\\w*|cough\\w*|gorge|throat|melang\\w*|mix\\w*|lungs?|poumons?',
		6,
	),
	near(
		'acide|acid|huile chaude|eau bouillante|hot oil|boiling water',
		'gicl\\w*|spill\\w*|fell|fall\\w*|tomb\\w*|renvers\\w*|pour\\w*|verse\\w*|jet\\w*|throw\\w*|splash\\w*|lance\\w*',
		5,
	),
	said(
		`(?:s|se|me|m|s est|me suis|m a|lui a|t es) (?:est |suis |a )?(?:presque )?(?:coupe\\w*|ouvert|entaill\\w*|tranch\\w*|arrach\\w*|ecras\\w*|broye\\w*|perce\\w*|brul\\w*|transperc\\w*) (?:\\w+ ){0,2}(?:${LIMB})(?! (?:d oeuvre|du robinet))`,
	),
	said(
		`(?:s est|me suis|s etait|m a|lui a) (?:casse|fracture|brise|demis) (?:\\w+ )?(?:jambes?|bras|pieds?|dos|chevilles?|poignets?|cote|hanche|nez|dents?)`,
	),
	said(
		`(?:cut|cuts|sliced|crushed|burnt|burned|broke|broken|smashed|chop) (?:off )?(?:im|e|my|his|her|their|the pikin|our) (?:own )?(?:${LIMB})`,
	),
	said(`(?:coul\\w*|perd\\w*) (?:beaucoup |trop |plein )(?:de |du )?sang`),
	follows(PERSON, `(?:${FALLS}|dropp?(?:ed)?)(?: \\w+){0,6} (?:${HIGH})`, 5),
	said(
		`(?:${FALLS}) (?:\\w+ ){0,2}(?:de|du|from|off|ci|down) (?:\\w+ ){0,2}(?:echelle|toit|echafaudage|ladder|roof|scaffold\\w*|etage|balcon\\w*)`,
	),
	said(
		'(?:lying|lies|gisant|git|etendue?|allongee?)(?: \\w+){0,3} (?:floor|bathroom|ground|par terre|sol|salle de bain|douche|couloir|stairs|toilet|sang)',
	),
	said(
		`(?:ne |n )?(?:sens?|sent) plus (?:ses|mes|les|sa|son|mon|ma) (?:${LIMB})|(?:can t|cannot|no fit|no di|no dey) feel (?:im|his|her|my|e|yi) (?:${LIMB})|respire (?:presque (?:plus|pas)|a peine|difficilement|tres mal)|(?:hardly|barely) breath\\w*|(?:du|menul|menatul) noyyi|noyyiwul|no (?:di|dey|de|fit) breath\\w*|inhaler (?:don |is |has )?(?:finish\\w*|empty)|plus de ventoline|(?:langue|gorge|levres?|tongue|throat|lips?) (?:\\w+ )?(?:gonfl|enfl|swell|swollen)\\w*|arrive (?:plus|pas) a avaler|(?:tient|tiennent) plus debout|nacc\\w*|(?:bebe|baby) veut sortir|(?:ma|elle|femme|soeur|fille)(?: \\w+){0,3} en travail(?= (?:ici|la|depuis|au|a la|dans))|(?:tete|head)(?: (?:du|of|the|bebe|baby))* (?:is |don |est )?(?:out|comot|sort\\w*|dehors)|(?:bebe|baby|pikin)(?: s)? head (?:is |don )?(?:out|comot)|no fit wake|skin (?:is |dey |di )?peel\\w*|saturation(?: \\w+){0,3} (?:[4-8]\\d|baisse|chute|dropp?\\w*)|(?:bebe|baby|enfant|pikin) (?:is |di |dey |don |est )?(?:arrive|coming|come|en train de sortir) (?:la|now|maintenant|out|deja)`,
	),
	said(
		'(?:levres?|lips?)(?: \\w+){0,2} (?:bleu\\w*|blue)|(?:face|visage|bouche|mouth|kanam)(?: \\w+){0,2} (?:droop\\w*|dropp?(?:ed)?|tordue?|de travers|twist\\w*)|eyes? (?:don |di |dey )?(?:turn|roll)\\w* (?:white|up|back)|yeux (?:sont )?(?:blancs|revulses)|xem (?:na|nanu)|xemoon',
	),
	near('fosse|puits|septic|citerne|well|regard|manhole', STILL, 12),
	near('par terre|on the floor|for ground|on the ground|tombe\\w*|fell|fallen|fall|daanu\\w*', STILL, 10),
	follows(
		FRAIL,
		'(?:ne |n )?(?:bouge\\w*|reagi\\w*|respire\\w*|se reveill\\w*|talk|breathe|move|wake) (?:plus|pas)|(?:is |s |dey )?(?:not|no|no longer) (?:di |dey )?(?:mov\\w*|respond\\w*|breath\\w*|wak\\w*)|won t wake|no di wake|can t wake|yewwuwul',
		4,
	),
	said('yengatul|(?:ne |n )?se reveille (?:plus|pas)|won t wake up|(?:he|she) (?:is |s )?not (?:moving|breathing|responding|waking)'),
	follows(
		'avale\\w*|swallow\\w*|wonn\\w*',
		'clous?|pieces?|boulons?|vis|epingles?|aiguilles?|lames?|verre|nails?|coins?|needles?|pins?|screws?|glass|bille',
		3,
	),
	follows('bu|drink|boit|boire|avale\\w*|ingere\\w*|mange|drank|drink|drinking|drunk|swallow\\w*|ate|naan|wonn\\w*', POISON, 5),
	// Poison told by what it is for.
	follows(
		'avale\\w*|suce\\w*|tete|ingere\\w*|boit|swallow\\w*|drank|drink|drunk|wonn\\w*|naan|leche|lick\\w*|mache|chew\\w*|a bu|ont bu',
		'(?:ce qu on|ce que|le (?:truc|liquide|produit|way)|la poudre|les granules|du liquide|du produit|wetin|what we|the (?:thing|stuff|liquid|powder|pellets)|something|quelque chose|lin?|li)(?: \\w+){0,5} (?:debouch\\w*|lave\\w*|nettoy\\w*|toilettes?|wc|vaisselle|sols?|unblock|clear|wash\\w*|clean\\w*|toilet|drains?|pipes?|rats?|souris|mice|cafards?|cockroach\\w*|raxas\\w*|evier|sink)',
		3,
	),
	near('produits?|acide|soude|javel|chemical|acid|bleach|liquide', 'yeux|oeil|eyes?|visage|face|peau|skin', 8),
	near(
		'sous oxygene|oxygen(?: (?:machine|tank|concentrator|bottle|cylinder))?|bouteille d oxygene|appareil respiratoire|respirateur|dialyse|couveuse|nebuliseur|concentrateur|ventilator|incubator|life support|insuline|insulin',
		'coup\\w*|courant|noir|panne|black ?out|lumiere|light|off|power|current|outage|delestage|dead|marche\\w* (?:plus|pas)|s arret\\w*|stop\\w*|finish\\w*|empty|vide|fini\\w*',
		14,
	),
	said(
		'accouche (?:la|ici|maintenant|deja|dans)|perdu les eaux|water broke|in labou?r|bientot accoucher ici|about to (?:deliver|give birth)',
	),
];
