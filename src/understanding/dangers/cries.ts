import { follows, PERSON, said } from './pattern.ts';

const RESCUERS = 'pompiers?|ambulances?|samu|police|gendarm\\w*|fire (?:brigade|service|fighters?|department)|firefighters?|secours';

/** Cries for help, whatever the danger. */
export const CRIES: readonly RegExp[] = [
	said(
		'au secours|a l aide vite|s\\.?o\\.?s|wallu leen|walluleen|wallu ma|wallu nu|ndimbal(?: leen)?(?: ma| nu)? ndimbal|ndimbal(?:leen|leen ma| ma gaaw)|help help|save (?:me|us|we)|mayday|may day|urgence vitale|vie ou de mort|life or death|entre la vie et la mort',
	),
	follows(
		'(?<!(?:\\bje|\\bj|\\bi|\\bvais|\\bll|\\bwill|\\bgo) )(?:appelez|appelle|appeler|call|envoyez|send|il faut|besoin d|need|faites venir|vite)',
		RESCUERS,
		2,
	),
	said(`(?:${RESCUERS}) (?:vite|tout de suite|urgent\\w*|please|svp|now|quick\\w*|sharp)`),
	said(
		'accident (?:tres )?grave|grave accident|(?:serious|bad|fatal|terrible) accident|il y a (?:eu )?un accident|accident (?:on|at|sur) (?:le |the |notre )?(?:site|chantier)|(?:accident|blesses?|morts?) sur (?:le |la )?(?:route|chaussee)',
	),
	follows(
		PERSON,
		'(?:is |are |s |di |dey |en train de |va |vont |allons |want |wan |nous )+(?:tous |tout )?(?:dying|die|mourir|y passer|y rester)',
		3,
	),
	said(
		'(?:we|they|he|she|e|somebody|person|pikin|mama|papa) (?:don|nearly|almost) die|(?:failli|manque|aurait pu|aurions pu|auraient pu|aurais pu)(?: \\w+)? (?:mourir|y passer|y rester|tuer)',
	),
];
