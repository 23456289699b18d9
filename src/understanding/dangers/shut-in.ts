import { FRAIL, follows, said } from './pattern.ts';

/** The frail behind a door that does not open, lost or left; and anyone without air. */
export const SHUT_IN_DANGERS: readonly RegExp[] = [
	follows(
		FRAIL,
		'(?:enferm\\w*|coinc\\w*|bloq\\w*|bloke\\w*|piege\\w*|trapped|stuck|locked|tej\\w*)(?: \\w+){0,3} (?:dans|dedans|en bas|en haut|a l interieur|au|sous|in|inside|for|ci|under|behind|derriere|toilet\\w*|ascenseur|assenseur|lift|elevator|room|car|voiture)',
		4,
	),
	said(
		'(?:bloq\\w*|bloke\\w*|coinc\\w*|enferm\\w*|stuck|trapped) (?:dans|in|inside|for|ci|ds)(?: \\w+){0,2} (?:l?ascenseur|assenseur|lassenseur|lascenseur|lift|elevator)',
	),
	said(
		'trapped|sous les decombres|enseveli\\w*|buried (?:under|alive)|(?:manqu\\w*|plus|pas) (?:d|de l) ?air(?! (?:froid|frais|chaud|dans|climatise))|plu dair|no air to breathe|no get air',
	),
	new RegExp(
		`\\b(?:${FRAIL})\\b.{0,40}\\b(?:lock\\w*|inside|enferm\\w*|coinc\\w*|seule?)\\b.{0,40}\\b(?:no (?:di |dey )?answer\\w*|repond\\w* (?:plus|pas)|not (?:answering|responding)|won t answer|cri\\w*|hurl\\w*|scream\\w*|pleur\\w*|cry\\w*)\\b`,
	),
	follows(
		'(?:mon|ma|notre|my|our|the) (?:fils|fille|enfant|bebe|petite?|son|daughter|child|baby|pikin|mere|pere|mother|father)',
		'(?:a |est |has |have |don |is )?(?:disparu\\w*|missing|introuvable|miss since|lost since|kidnap\\w*|reer na)',
		2,
	),
	follows(
		FRAIL,
		'(?:est |is |dey |reste\\w* )?(?:dans le noir|in the dark|for dark|au \\d+e?|seule?)(?: \\w+){0,8} (?:peut (?:pas|plus) (?:descendre|sortir|monter|bouger|respirer)|can t (?:get|come|go) (?:out|down)|no fit comot)',
		3,
	),
	said(
		'(?:i|we|dem|pikin|she|he|e) (?:don )?lock (?:for )?inside|(?:door|porte) (?:no gree|won t|refuse\\w* de) (?:open|s ouvrir) (?:help|au secours|vite|aidez)',
	),
	said('(?:bebe|enfants?|baby|pikin|child) (?:\\w+ ){0,3}(?:seule?s? dans la voiture|alone in the car|abandonne\\w*|abandoned)'),
	// Whatever the lift does: somebody is in it and it does not move.
	follows(
		'ascenseur|monte charge|lift|elevator',
		'(?:avec|with|and|et)(?: \\w+){1,4} (?:dedans|inside|a l interieur|for inside|ci biir)',
		14,
	),
];
