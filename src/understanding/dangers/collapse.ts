import { follows, near, said } from './pattern.ts';

const STRUCTURE =
	'murs?|plafonds?|toits?|toiture|dalle|dallage|balcons?|terrasse|escaliers?|poutres?|piliers?|colonnes?|immeuble|batiment|cloture|hangar|chateau d eau|walls?|ceiling|roof|balcony|terrace|stairs|staircase|beams?|pillars?|building|fence|slab|miir|house|maison|plancher|floor';
const GIVES_WAY =
	'pench\\w*|affaiss\\w*|enfonc\\w*|cede(?:nt)?|ceder|a cede|craque(?:nt)?|gave way|give way|giving way|lean\\w*|sag(?:s|ging)?|bulg\\w*|tilt\\w*|falling|s ouvr\\w*|souvr\\w*|(?:venir|vient|viennent|tombe(?:nt)?|tomber|descend) sur (?:nous|moi|les|la|le|mon|ma)|com(?:e|es|ing) down|daanu\\w*|mabb\\w*|s est couchee? sur|cav(?:ed|es|ing) in|(?:tombe\\w*|don fall|fell) (?:sur|on|for) (?:top|pa|ma|mon|le|la|les|un|une|des|deux|trois|my|the|people|papa|mama|him|her|us|nous)|(?:va|vont|veut|veulent|risque de|risquent de|menace de|pret a|en train de|commence a|faillit) (?:nous )?(?:se )?(?:pencher|tomber|ceder|lacher|fall|s \\w+)|(?:wan|want|go|about to|going to|gonna|will) (?:to )?(?:fall|drop|come down)|(?:begg\\w*|bugg\\w*|waaj\\w*|nar\\w*)(?: a)? daanu|xar';

/** Buildings, trees and slopes that give way. */
export const COLLAPSE_DANGERS: readonly RegExp[] = [
	said(
		'effondr\\w*|ecroul\\w*|collaps(?:e|ed|ing|es)|plafond (?:est |vient de )?tombe\\w*|mur (?:est |vient de )?tombe\\w*|morceaux (?:de (?:plafond|beton|mur|toit) )?(?:\\w+ )?tomb\\w*',
	),
	near(STRUCTURE, GIVES_WAY, 7),
	follows('balcony|roof|stairs|ceiling|slab|pillars?|beams?', '(?:is |are |dey |di )?cracking', 1),
	near('murs?|dalle|balcon|plafond|toit|poutre|pilier|walls?|ceiling|roof|balcony|pillar', 'boug\\w*|trembl\\w*|shak\\w*|lach\\w*', 6),
	near(
		'fissur\\w*|crack\\w*|lezard\\w*|crevass\\w*',
		'gross\\w*|enorme\\w*|d un coup|s ouvr\\w*|s agrandi\\w*|s elargi\\w*|tombe\\w*|peur|finish|huge|growing|wider|widening|bigger|suddenly|daanu\\w*|fall',
		5,
	),
	near(
		'briques?|parpaings?|tuiles?|beton|pierres?|bricks?|blocks?|tiles?|concrete|zincs?|toles?|gravats',
		'(?:tomb|s effrit|s arrach|s envol|dropp|fall|comot|commot|fly|flying)\\w*(?: \\w+){0,4} (?:de|du|des|from|for|sur|on|off)',
		4,
	),
	near(
		'dalle|mur|plafond|pilier|poutre|colonne|beton|balcon|pillar|slab|column|wall|ceiling',
		's effrit\\w*|fendu\\w*|eventre\\w*|(?:on voit|see) (?:\\w+ ){0,3}(?:dessous|fer|ferraille|below)|split\\w*|crumbl\\w*|broke in two',
		10,
	),
	near(
		'toits?|toiture|zincs?|toles?|roof',
		'(?:le |du |the )?(?:vent|tempete|breeze|wind|storm|ngelaw)(?: \\w+){0,2} (?:carry|emport\\w*|arrach\\w*|soulev\\w*|lift\\w*|blow\\w*|blew|want|wan)',
		6,
	),
	follows('fosse|sol|regard|trou|trottoir|plancher', '(?:s est |est )?(?:ouvert\\w*|effondr\\w*|affaiss\\w*|cede) (?:sous|devant|pres)', 2),
	near(
		'detach\\w*|decroch\\w*|pend|pendent|hang\\w*|(?:tient|tiennent) (?:plus )?(?:par|qu a|a) un fil|about to fall|va tomber',
		'trottoir|rue|passants?|street|pavement|people below|berceau|lit du bebe|entree de l ecole',
		8,
	),
	near(
		'arbres?|tree|cocotier|manguier|palmier|grosse branche',
		'(?:tomb\\w*|couche\\w*|fell|fall\\w*|penche\\w*|abattu)(?: \\w+){0,2} (?:sur|on|over|dans|vers|toward\\w*)',
		4,
	),
	said(
		'glissements? de terrain|eboul\\w*|landslides?|mudslides?|coulee de boue|sinkhole|tremblement de terre|earthquake|(?:sol|terre|terrain|ground) (?:est en train de |is |s |se |dey )*(?:enfonc\\w*|affaiss\\w*|glisse\\w*|ouvre|sinking|opening|moving)',
	),
];
