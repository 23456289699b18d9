import { follows, near, said } from './pattern.ts';

const GAS = 'gaz|gas|gaas|butane|butan|propane';
const SMELL = 'sen[ts]?|sens|sentir|sentait|odeurs?|odr|pue\\w*|empeste\\w*|xeen\\w*|smell\\w*|stink\\w*|xet\\w*|respir\\w*|breath\\w*';
const ESCAPE =
	'fui(?:te|tes|t|r|ent)?|echapp\\w*|siffl\\w*|leak\\w*|lik\\w*|hiss\\w*|perce\\w*|lach\\w*|pschit\\w*|ps+|psh+\\w*|souffl\\w*|waka|comot|partout|everywhere|genn|ouvert\\w*|dey come out|escap\\w*';
const BOTTLE =
	'bouteil\\w*|bonbonne|cylinder|detendeurs?|regulator|gaziniere|rechau\\w*|cuisiniere|cooker|stove|tuyau (?:du |de |de la |d )?(?:gaz|gaziniere|cuisiniere)|gas (?:bottle|pipe|hose)';
/** What burns without enough air, and what it does to those who breathe beside it. */
const BURNER =
	'groupes?(?: electrogene)?|generat\\w*|gen|genset|charbon|charcoal|brasero|coal ?pot|fourneau|braise|chauffe (?:eau|bain)|chofo\\w*|chauffo|heater|geyser|cooker|gaziniere|rechaud|gaz|gas|kerosene|petrole|barbecue';
const SICK =
	'mal (?:a la |o |au |de )(?:tete|coeur|crane)|maux de tete|tete (?:qui |nous |me |lui )?tourn\\w*|vertiges?|etourdi\\w*|vomi\\w*|nause\\w*|headaches?|dizzy|drowsy|sleepy|somnol\\w*|malaises?|(?:ne )?(?:se )?reveill\\w* (?:pas|plus)|heads? (?:dey |di |is |are )?(?:turn\\w*|spin\\w*|pain\\w*|heavy)|throw\\w* up|bopp\\w*(?: \\w+){0,2} (?:wer|metti)';

/** Gas that escapes, and air that kills unseen. */
export const GAS_DANGERS: readonly RegExp[] = [
	near(GAS, SMELL, 7),
	near(GAS, ESCAPE, 7),
	near(
		BOTTLE,
		`fui(?:te|tes|t|r)?|siffl\\w*|leak\\w*|hiss\\w*|explos\\w*|pschit\\w*|ps+|psh+\\w*|souffl\\w*|lach\\w*|perce\\w*|sen[ts]|sentir|pue\\w*|odeurs?|odr|smell\\w*|rotten|bruit|noise|feu|fire|air sortir|(?:ne )?(?:se )?ferme\\w* (?:plus|pas|mal)|no gree close|won t close|not closing`,
		8,
	),
	near(SMELL, 'oeufs? pourris?|rotten eggs?(?! (?:in|from) (?:the )?(?:drain|fridge))', 4),
	near(
		'(?:tuyau|flexible|raccord|robinet|conduite|vanne) (?:du |de |de la |d )?(?:gaz|gaziniere|bouteille)|gas (?:hose|pipe|line|tube)|detendeur|regulator',
		'trous?|fendu\\w*|casse\\w*|coupe\\w*|use|craquel\\w*|deboit\\w*|arrache\\w*|holes?|cut|crack\\w*|broken|torn|loose',
		5,
	),
	near(BURNER, SICK, 14),
	follows(
		'dormi|dors|dort|dormir|slept|sleep|sleeping',
		'(?:avec|with|pres|near) (?:\\w+ ){0,2}(?:charbon|charcoal|brasero|braise|groupe|generator|gen|fourneau)',
		3,
	),
	near(
		'(?:groupe(?: electrogene)?|generator|gen|charbon|charcoal|brasero|coal ?pot)',
		'indoors|inside (?:the |ma |my )?(?:house|room|parlou?r|shop)|dans (?:la chambre|le salon|la maison|le couloir)|a l interieur',
		4,
	),
	said('monoxyde|carbon monoxide|monoxide'),
	near(
		'(?:co|gas|gaz|smoke|fumee|monoxyde|fire|incendie) (?:alarm\\w*|detector)|(?:alarme|detecteur)(?: (?:de|d|du|a))? (?:co|gaz|fumees?|monoxyde|incendie)',
		'sonn\\w*|bip\\w*|beep\\w*|ring\\w*|cri[et]\\w*|hurl\\w*|declench\\w*|going off|goes? off|went off|blar\\w*',
		5,
	),
];
