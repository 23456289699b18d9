import { FRAIL, follows, near, said } from './pattern.ts';

const CURRENT = 'courant|couran|current|kuran\\w*|electricite|electricity|nepa|light';
const ME = 'm|t|l|lui|nous|me|te|le|la|mon|ma|mes|son|sa|les|un|une';
const SEIZES =
	't?chop\\w*|mange\\w*|mord\\w*|saisi\\w*|bouff\\w*|jet\\w*|projet\\w*|attaqu\\w*|pris|prend|secou\\w*|tap\\w*|tir\\w*|attrap\\w*|choqu\\w*|gifl\\w*|tabass\\w*|tue\\w*|frapp\\w*|cogn\\w*|colle\\w*|touche\\w*';
const METAL =
	'frigo|fridge|congel\\w*|freezer|robinets?|taps?|evier|sink|douche|shower|portail|gate|portes?|door|machine|metal|carrelage|tiles?|murs?|walls?|four|cooker|kettle|bouilloire|iron|poignee|handle|chauffe eau|tole|water|eau';
const WIRE = 'fils?|cables?|wires?|wiring|cabling|lignes? (?:haute|electrique)\\w*|power lines?|high tension';
const LIVE_PART = 'prises?|compteur|disjoncteur|tableau|sockets?|outlet|meter|fils?|cables?|wires?';

/** Electrocution, and wires that wait for somebody. */
export const CURRENT_DANGERS: readonly RegExp[] = [
	said(
		'electrocut\\w*|electrise\\w*|(?:pris|recu|recoit|prend|senti) (?:une |des |de )?(?:petites? |grosses? |fortes? )?secousses?|picotements? (?:en|quand)|secousses? (?:electriques?|en touchant|quand)|decharges?(?: electriques?)?|chataigne|coups? de jus|(?:pris?|prend(?:s|re)?|recu|prenait) (?:le |du |un |ma |sa )?(?:gros )?jus|prend(?:s|re)? le courant|(?:pris|recu|attrape|recois|recoit) (?:le|du|un coup de) courant',
	),
	new RegExp(`\\b(?:courant|couran|current|jus)(?: (?:${ME}))*(?: a| ont)?(?: \\w+){0,2} (?:${SEIZES})\\b`),
	follows(
		`${CURRENT}|wire|socket|tap|fridge|e|it|meter|water`,
		'shock\\w*|zapp?\\w*|catch(?= (?:me|ma|mon|le|la|my|us|him|her|pikin|one|fire|somebody|yi|am|im))|(?:hold|shake)(?= (?:me|ma|mon|my|us|him|her|pikin|one|somebody|yi|am|im))|beat(?= (?:me|my|him|her|us))|knock(?= (?:me|my|him|her|us))',
		3,
	),
	said(
		'(?:electric(?:al)?|got a|get a|gets a|a|bad|small|big|mild|nasty) (?:electric(?:al)? )?(?:shocks?|jolt)|shock(?:ed|ing|s)? (?:me|my|us|him|her|somebody|someone|the|pikin)|being shocked|got shocked|gets? shocked|was shocked by|zapp?(?:ed|s|ing) (?:by|me|us|him|her|my)|(?:got|been|being|gets?|getting) zapped|dey shock|di shock',
	),
	follows('courant|kuran\\w*|mbej|electricite', '(?:japp|jog|dor|fees|matt)\\w*', 4),
	said(
		'(?:coup de marteau|coup de fouet|comme (?:une|des) aiguilles?|comme un coup) (?:\\w+ ){0,4}(?:en|quand|lorsque)|raides? (?:\\w+ ){0,4}(?:compteur|prise|cable|fil|poteau|frigo)',
	),
	follows(
		FRAIL,
		'(?:attrap|touch|tir|empoign|pris|jou|laal|hold|grab|pull|play)\\w*(?: \\w+){0,3} (?:fils?|cables?|prises?|compteur|wires?|cables?|socket|meter)',
		3,
	),
	near('langue|bouche|tongue|mouth|lammin', 'prises?|chargeur|fils?|cables?|rallonge|socket|charger|wires?|extension', 5),
	follows('laal\\w*|touch\\w*', '(?:(?:mu|bi) )?(?:fees|jog|yengal|yengatul|daanu|japp|tommi)\\w*(?: ma| ko)?', 6),
	said('fils? (?:nus?|denudes?|a nu)|cables? (?:nus?|denudes?|tombes?)|(?:naked|live|exposed|bare) (?:wires?|cables?)'),
	near(
		WIRE,
		'exposed|hang\\w*|naked|bare|uncovered|dangl\\w*|dehors|denud\\w*|a l air|pend|pendent|pendant|traine\\w*|flaques?|gutter|tomb\\w*|par terre|au sol|fell|fall\\w*|on the ground|for ground|daanu\\w*|genn\\w*|laal\\w*|berceau|arrache\\w*|cut fall',
		5,
	),
	near(
		'current wires?|power lines?|(?:eneo|senelec|nepa) (?:wire|cable|line)s?|(?:fil|cable|ligne)s? (?:d |de |du |de la )?(?:eneo|senelec|poteau|courant)',
		'(?:don |is |was |est |a ete )?(?:cut|broken|snapped|coupee?|cassee?|arrachee?|rompue?)',
		3,
	),
	follows(
		'touch\\w*|mis la main (?:dans|sur)|mettre la main (?:dans|sur)',
		`(?:${LIVE_PART}|live|courant)(?: \\w+){0,12} (?:tomb\\w*|bizarre|bouge|respir\\w*|trembl\\w*|hopital|mal|fell|fall|shak\\w*|hospital|weak|malaise|convuls\\w*)`,
		3,
	),
	follows('tomb\\w*|fell|convuls\\w*|malaise', 'touch\\w*|compteur|prise|fils?|socket|wire|meter', 6),
	follows(
		'mains?|doigts?|hands?|fingers?|loxo',
		'(?:dans|in|inside|for|ci) (?:\\w+ )?(?:prises?|sockets?|fils?|cables?|wires?|tableau|compteur|rallonge|multiprise)',
		0,
	),
	near(METAL, '(?:m|ma|l|nous)(?: a)? secou\\w*', 4),
	said('(?:a|prend|prends|pris|tient) le jus(?! (?:de|d|du)\\b)'),
	near(METAL, '(?:threw|throw\\w*|flung|fling|knocked) (?:me|him|her|us)|(?:m|l|nous) a (?:projete|ejecte|jete|envoye)\\w*', 4),
	near(
		'pieds? (?:nus )?dans l eau|feet (?:dey )?(?:in|inside|for) (?:the )?wat(?:er|a)',
		'courant|current|prises?|electri\\w*|sockets?',
		12,
	),
	near(
		'clous?|fourchettes?|doigts?|trombones?|epingles?|nail|forks?|fingers?|hairpin|baaraam\\w*',
		'prises?|sockets?|outlets?|rallonge|multiprise',
		6,
	),
	said(`(?:colle|scotche|stuck|glued) (?:\\w+ ){0,2}(?:au|a la|a l|to|on)(?: \\w+){0,2} (?:${WIRE}|courant|cloture|fence|poteau|pole)`),
	near(
		'touch\\w*|pos\\w* la main|branch\\w*|plug\\w*|laal\\w*|appuy\\w*|press\\w*',
		'pique|piquait|picot\\w*|secou\\w*|tingl\\w*|mord|vibrat\\w*|fourmi\\w*',
		8,
	),
	follows(
		'secou\\w*|pique|picot\\w*|tingl\\w*|fourmi\\w*',
		'(?:en (?:touch|branch|allum|ouvr)|quand (?:je|on|il|elle) (?:touch|branch)|when (?:i|we|you|he|she) (?:touch|plug))\\w*',
		8,
	),
	near(
		METAL,
		'tingl\\w*|electrifie\\w*|electrified|carries current|(?:me|m|nous|te|vous|les enfants) (?:pique|picot\\w*|secou\\w*|chatouill\\w*)|(?:me|nous) fai\\w* (?:secouer|piquer|taper)|pique\\w* (?:sous|les pieds|aux? (?:pieds|mains?|doigts?))|(?:gives?|gave|giving) (?:me|us|him|her|my \\w+) (?:a |small )?(?:buzz|jolt|tingle|zap|shock)',
		6,
	),
	near(METAL, '(?:donne|envoie|charge\\w* de|plein de|met) (?:du |le |de )?courant', 6),
	/(?<!pas de |plus de |pas le |sans |no |not |coupure de )\b(?:courant|current|electricity|electricite)\b(?: \w+){0,3} (?:dans|in|inside|for|ci|sur) (?:the |l |la |le |les |ma |mon |my |we |all )*(?:eau|douche|robinet|murs?|portail|porte|poignee|evier|water(?! heater)|shower|taps?|walls?(?! socket)|gate|door|ndox|miir)\b/,
	near(
		'plafond|eau|pluie|water|rain|ndox',
		'(?:goutt\\w*|coul\\w*|tomb\\w*|drip\\w*|pour\\w*)(?: \\w+){0,3} (?:lustre|lampe|ampoule|spot|plafonnier|light|bulb|lamp|frigo|televis\\w*|cuisiniere electrique)',
		3,
	),
	near('poteaux?|pylones?|poles?|poto', 'tomb\\w*|pench\\w*|couch\\w*|cass\\w*|fall\\w*|fell|down|lean\\w*|broke\\w*|daanu\\w*', 4),
	follows(
		'eau|leau|pluie|water|wata|rain|ndox|inondation|flood',
		'(?:coul\\w*|goutt\\w*|entr\\w*|come|dugg\\w*|ruissel\\w*|tomb\\w*|attein\\w*|arriv\\w*|mont\\w*|mouill\\w*|approch\\w*|drip\\w*|leak\\w*|enter\\w*|rush\\w*|pour\\w*|pass\\w*|touch\\w*|reach\\w*|get\\w*|near|pres)(?: \\w+){0,9} (?:tableau|boitier|coffret|disjoncteur|prises?|multiprises?|rallonges?|compteur(?: electrique|s)?(?! d)|fuses?|sockets?|breaker|outlet|plug|switch|electri\\w*|ampoules?|bulbs?)',
		9,
	),
];
