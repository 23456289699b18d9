import { follows, near, said } from './pattern.ts';

const ELECTRIC =
	'prises?|fiches?|fils?|cables?|tableau|coffret|fuse ?box|distribution board|compteur|disjoncteur|multiprises?|rallonges?|interrupteurs?|douilles?|sockets?|plugs?|wires?|wiring|meter|breaker|switch|outlet|extension|transfo\\w*|transformer';

/** Fire, smoke, and what is about to burn or burst. */
export const FIRE_DANGERS: readonly RegExp[] = [
	said(
		'incendies?|prend(?:s|re)? feu|feu|flammes?|brule(?:nt|r)?|brulures?|crame|fire|faya|fayer|fiya|flames?|burn(?:ing|s|t|ed)?|blaze|safara|dafay lakk|dafa lakk|(?:mooy|moo|mingi|mungi|di|dey) lakk|lakk na|enflamm\\w*|embras\\w*|carbonis\\w*',
	),
	follows('ker|neeg|waan\\w*|prise|compteur|fil|frigo|machine|matelas', 'lakk', 3),
	follows(
		'rideaux?|matelas|lit|canape|toit|cuisine|maison|chambre|boutique|nappe|moustiquaire|curtains?|mattress|sofa',
		'(?:a|ont|vient de|viennent de|est en train de) (?:pris(?! (?:du|de l|un|une|la|le|rdv))|prendre|flamb\\w*)|flambe(?:nt)?',
		1,
	),
	near(
		'essence|petrole|kerosene|gasoil|petrol|fuel|diesel|carburant|gaz',
		'(?:a |s est |est )?(?:coule|renverse|verse|deverse|repandu)\\w*|partout|pour(?:ed|ing)? (?:for|on|everywhere)|spill\\w*|leaking',
		4,
	),
	near(
		`${ELECTRIC}|light|lumiere|lampe|lustre|ampoule|interrupteur|switch`,
		'eclairs?(?! de genie)|(?:blue|big|bright) (?:flash\\w*|light)|flash\\w* (?:blue|bleu\\w*)|crache\\w* (?:du|le) feu',
		6,
	),
	follows('taal|daay|safara', '(?:takk|lakk|takka|jafal)\\w*', 4),
	near('bougies?|candles?|lampe tempete|mecheb?', 'tombe\\w*|renvers\\w*|rideaux?|matelas|moustiquaire|fell|curtains?|mattress', 4),
	near(ELECTRIC, 'fond(?:u|ue|us|ues|ent|re)?|melt\\w*|noirci\\w*|crame\\w*|brul\\w*', 10),
	near(
		`${ELECTRIC}|transfo\\w*|chauffe eau|groupe|compresseur|frigo|congelateur|batterie`,
		'boum|boom|bam|detonation|a pete(?! un cable)|eclate\\w*|bang',
		6,
	),
	follows(
		ELECTRIC,
		'noire?s?|noircies?|brulante?s?|chaude?s?|chauff?e?(?:nt)?(?! (?:eau|bain))|gresill\\w*|crepit\\w*|hot(?! (?:plate|water))|warm|overheat\\w*|black\\w*|brown|humm\\w*|bourdonn\\w*|buzz\\w*|crackl\\w*|sizzl\\w*|tang|nuul',
		4,
	),
	said('fumees?|fume|fumer|fument|smok(?:e|ing|es|y)|saxaa?r|sahar'),
	said(
		'(?:sent|sens|pue|odeurs? (?:de|d)|smell of|smells?|xet)(?: (?:le|du|like|comme|fort|un peu|a))* (?:brule|cramer?|crame|roussi|chaud|plastique(?: (?:brule|crame))?|burn\\w*|lakk)',
	),
	said('etincelles?|sparks?|sparking|sparkling|arc electrique|flash(?:es)? electrique|short circuit|court ?-?circuit|courts? jus'),
	said('explos\\w*|explod\\w*|bombe|blast|burst into flames|grenades?|obus|mines? antipersonnel|munitions?|engin explosif'),
	near('camion citerne|citerne|tanker|camion|truck', '(?:a|s est) (?:verse|renverse|couche)\\w*|(?:don )?(?:fall|overturn\\w*)', 3),
	// What smoulders behind a wall, and what glows behind a door.
	near(
		'crepit\\w*|gresill\\w*|crackl\\w*|sizzl\\w*|krak krak|ker ker',
		'murs?|cloisons?|(?:faux )?plafonds?|plinthes?|walls?|ceilings?|miir',
		6,
	),
	said(
		'lueurs? (?:orangee?s?|rouges?|rougeatres?)|(?:orange|red|reddish) (?:glow\\w*|flicker\\w*)|(?:glow\\w*|flicker\\w*) (?:of )?(?:orange|red)|rougeoi\\w*',
	),
];
