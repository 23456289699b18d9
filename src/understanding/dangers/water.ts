import { follows, near, said } from './pattern.ts';

const WATER = 'eau|eaux|leau|delo|water|wata|ndox\\w*|inondation|flood\\w*|crue';
/** How high the water stands, told by the body. */
const DEPTH = 'genoux?|cheville\\w*|mollets?|taille|hanches?|poitrine|ventre|cou|epaules?|knees?|waist|chest|neck|ankles?|shoulders?';

/** Water that rises on people, carries them off or shuts them in. */
export const WATER_DANGERS: readonly RegExp[] = [
	near(WATER, DEPTH, 7),
	said(
		`(?:eau|leau|eaux|inondation)(?: \\w+){0,2} (?:monte|montait|montent|est montee|continue de monter|envahi\\w*)(?! (?:pas|plus|au|aux)\\b)(?: \\w+){0,3} (?:maison|salon|chambres?|cour|quartier|concession|boutique|rue|vite|encore|toujours|chez|partout|lit|matelas|portes?)`,
	),
	said(
		'(?:still|keeps?|fast|quickly)? ?rising (?:fast|quick\\w*|still|inside|in the)|(?:water|wata|flood)(?: \\w+){0,4} (?:rising|still rise|dey rise|di rise|keeps rising|don reach (?:my|our|we|the) (?:bed|chest|knee|window|roof))|ndox mi(?: \\w+){0,2} yeeg\\w*|ker gi fees',
	),
	near(
		WATER,
		'pooj|denn|baat|oom|(?:chambre|bedroom|room)s? (?:ou|where)(?: \\w+){0,2} (?:dort|dorm\\w*|sleep\\w*|grandma|bebe|enfants|mere|mama)',
		9,
	),
	follows(
		'gutter|caniveau|drain|eau|water|flood|wata|riviere|river|courant de l eau|crue|vague\\w*',
		'(?:don |a |ont |vient de )?(?:carry|emport\\w*|pris|sweep|swept|swallow\\w*|aval\\w*|entrain\\w*)(?: \\w+){0,2} (?:pikin|people|person|enfants?|fils|fille|petit|conducteur|homme|femme|gens|motos?|voitures?|maisons?|child|man|woman|car|house|him|her|me)',
		3,
	),
	near(
		'inond\\w*|flood\\w*|eau|leau|water|wata|ndox\\w*',
		'(?:on est|nous sommes|sommes|montes?|refugi\\w*|perch\\w*|debout|on e|we are|we dey|standing|climb\\w*|grimp\\w*|nous ngi)(?: \\w+){0,2}? (?:(?:sur|on|on top|for top|for|ci) )?(?:\\w+ ){0,2}(?:cupboards?|armoires?|meubles?|wardrobe|chaises?|tables?|lits?|toits?|toiture|chairs?|beds?|roof|tabul|lal)',
		8,
	),
	near(
		'inond\\w*|flood\\w*|riviere|fleuve|marigot|river|crue',
		'coinc\\w*|bloqu\\w*|trapped|stuck|evacu\\w*|rescue|emport\\w*|debord\\w*|overflow\\w*|sorti\\w* de son lit|carry (?:people|house|pikin)|envahi\\w* (?:la maison|notre|le quartier)',
		6,
	),
	near(
		WATER,
		'(?:menu\\w*|menunu|menul) genn|no fit comot|can t (?:get out|leave)|(?:peut|peuvent|pouvons|arrive\\w*) (?:plus|pas) (?:a )?sortir|reach (?:for )?bed',
		10,
	),
	said('(?:rue|quartier|maison|chambres?|boutique|concession|rez de chaussee)(?: \\w+){0,4} sous l eau'),
	said('emporte\\w* par (?:l eau|les eaux|le courant)|swept away|washed away by'),
];
