import { cleanUp, fold } from './text/normalise.ts';

/**
 * Words of danger, folded: gas, fire, smoke, electrocution, blood, threat, suicide, collapse (rule D13). Read over the whole text, before and
 * whatever else is understood. Negation does not clear them, except the few harmless uses of `HARMLESS`: a danger missed costs more than a false alarm.
 */
const DANGER: readonly RegExp[] = [
	/\b(?:sen[ts]?|sentir|odeurs?|fui(?:te|tes|t|r)?|echapp\w*|siffle|smell\w*|leak\w*|hiss\w*|xet\w*|respir\w*|breath\w*)\b.{0,40}\b(?:gaz|gas|gaas|butane|propane)\b/,
	/\b(?:gaz|gas|gaas|butane|propane)\b.{0,40}\b(?:fui\w*|sen[ts]?|odeurs?|echapp\w*|siffle|smell\w*|leak\w*|hiss\w*|xet\w*|partout|everywhere|dey comot|di comot|don comot|ouvert)\b/,
	/\b(?:incendies?|en feu|prend(?:s|re)? feu|pris feu|a pris feu|le feu|du feu|au feu|feu|flammes?|en flamme|brule(?:nt|r)?|ca crame|crame|fire|flames?|burning|on fire|burn|burns|burnt|burned|safara|dafay lakk|lakk na|takk na safara)\b/,
	/\b(?:prises?|fiches?|fils?|cables?|tableau|compteur|disjoncteur|multiprise|interrupteur|socket|plug|wires?|wiring|meter|breaker|switch|outlet)\b.{0,30}\b(?:fond(?:u|ue|us|ues|ent|re)?|melt\w*|noirci\w*|brul\w*|crame\w*)\b/,
	/\b(?:fumees?|fume|fumer|smoke|smoking|smokes|saxaar|sahar)\b/,
	/\b(?:sent|odeur de|smell of|smells?|xet) (?:le |du |like )?(?:brule|cramer?|roussi|chaud|plastique|burning|burnt)\b/,
	/\b(?:etincelles?|sparks?|sparking|sparkling|arc electrique|flash(?:es)? electrique|short circuit|court ?-?circuit|courts? jus)\b/,
	/\b(?:electrocut\w*|electrise\w*|(?:pris|recu|recoit|prend|senti) (?:une |des |de )?(?:petites? |grosses? |fortes? )?secousses?|picotements? (?:en|quand)|secousses? (?:electriques?|en touchant|quand)|decharges?(?: electriques?)?|chataigne|coups? de jus|(?:pris?|prend(?:s|re)?|recu|prenait) (?:le |du |un |ma |sa )?(?:gros )?jus|prend(?:s|re)? le courant|(?:pris|recu|attrape|recois|recoit) (?:le|du|un coup de) courant|courant (?:m|t|l|le|la|me|nous|mon|ma|a)(?: \w+){0,3} (?:pris|secoue|tape|tire|attrape|choque|gifle|tabass\w*|tue|frappe|chope)|courant (?:me |nous |le |la )?(?:tape|secoue|tire|choque|prend|attrape|frappe|chope|cogne)|(?:electric(?:al)?|got a|get a|a|bad|small|big) shocks?|(?:current|light|wire|socket|tap|fridge|water|e|it|meter)(?: \w+){0,3} (?:shock\w*|catch|hold|beat|knock)(?: \w+)?|shock(?:ed|ing|s)? (?:me|my|us|him|her|somebody|someone|the|pikin)|being shocked|got shocked|was shocked by|courant (?:bi )?(?:dafa |dafay )?(?:ma )?(?:japp|dor|fees)\w*|fils? (?:nus?|denudes?|a nu)|cables? (?:nus?|denudes?|tombes?)|naked wires?|live wires?|exposed wires?|bare wires?)\b/,
	/\b(?:fils?|wires?|cables?|wiring|cabling)(?: \w+){0,3} (?:exposed|hanging|naked|bare|uncovered|dehors|a l air|qui pend(?:ent)?)\b|\b(?:touch\w*|mis la main (?:dans|sur)|toucher)(?: \w+){0,3} (?:prise|compteur|fils?|cable|disjoncteur|tableau|socket|meter|wires?|live|courant)\b(?=.*\b(?:tomb\w*|bizarre|bouge|respir\w*|trembl\w*|hopital|mal|fell|fall|shak\w*|hospital|weak|malaise|convuls\w*)\b)|\b(?:tomb\w*|fell|convuls\w*|malaise)(?: \w+){0,6} (?:touch\w*|compteur|prise|fils?|socket|wire|meter)\b/,
	/\b(?:sang|saign\w*|blesse(?:e|s|r|es)?|blessures?|blood|bleed\w*|injur\w*|wound\w*|deret|gaanu na|fracture|inconscient\w*|evanoui\w*|unconscious|faint(?:ed|ing)?|ne respire (?:plus|pas)|not breathing|can t breathe|asphyxi\w*|etouff\w*|intoxic\w*|monoxyde|carbon monoxide|noy(?:e|er|ade)|drown\w*)\b/,
	/\b(?:menac\w*|threat\w*|couteau|machette|matchete|machete|knife|pistolet|fusil|arme(?:e)?|gun|agress\w*|braqu\w*|attacked|attack me|robb\w*|viol(?:ee?|er|ence)?|violent\w*|raped?|frapp\w* (?:ma|mon|m|me|le|la)|m a (?:frappe|battu|gifle|tape|agresse)|beat (?:me|him|her|my)|beating (?:me|my)|tuer|tue moi|kill\w*|assassin\w*|en danger|danger|dangerous|dangereu\w*|kidnap\w*|enlev(?:e|ement) (?:mon|ma|d enfant)|raay na ma)\b/,
	/\b(?:suicid\w*|me tuer|me tue|m oter la vie|en finir (?:avec|une)|envie de mourir|veux mourir|vais mourir|plus envie de vivre|me pendre|want to die|wanna die|kill myself|end my life|hurt myself|i go die|je vais me (?:jeter|pendre|tuer)|begg naa dee|xaru)\b/,
	/\b(?:explos\w*|explod\w*|va exploser|bombe|effondr\w*|ecroul\w*|collaps\w*|plafond (?:est )?tombe|mur (?:est )?tombe|au secours|wallu leen|walluleen|wallu ma|help help|save me|mayday)\b/,
	/\b(?:bouteille|bonbonne|cylinder)(?: de gaz| bottle)?\b.{0,25}\b(?:fui\w*|siffle|leak\w*|explos\w*|feu|fire)\b/,
];

/** Uses of those words that are no danger; they are taken out before the lexicon reads. */
const HARMLESS =
	/\b(?:feux? (?:rouges?|vert|tricolores?|de signalisation)|carrefour feu\w*|y a pas le feu|pas le feu|le feu sacre|coups? de feu vert|feu vert|feu mon \w+|feu mon|c est (?:vraiment |trop )?le feu\b|tout feu|fire sticks?|fire tv|amazon fire|fired|(?:vendeur|ampoule|lampe|lampes|ampoules|fusible|resistance|moteur)(?: \w+){0,2} (?:est |a |sont |ont |qui est |deja )?(?:brulee?s?)|bulbs?(?: \w+){0,2} burnt(?: out)?|burnt out|burn out|tu (?:me )?tues?|meurtre de prix|prix (?:qui )?tuent?|arme(?:e)? de|l armee|en danger de rien|decharge de responsabilite|batterie (?:est )?dechargee?|decharge(?:e|s)? (?:vite|rapidement|trop)|se decharge(?:nt)?|sang froid|bon sang|bloody|kill(?:ing)? time|killer|gaz (?:est )?(?:fini|epuise|termine)|plus de gaz|attack of|film d action|gun ?jerry|dette de sang|menac\w* de (?:porter plainte|poursui\w*|resilier|partir|quitter|changer|me (?:denoncer|quitter)|le denoncer)|(?:a|ont|avait|as) fume (?:dans|chez|une|sa|des|devant|a)|fum\w* (?:une |sa |des |la |ses )?(?:cigarettes?|clopes?|chicha)|zone fumeurs?|non fumeur|smoking area|no smoking|brule tarif|a brule le feu|heart attack film|shocking|i am shocked|i m shocked|choquee?s?|lakk wolof|lakk francais|(?:y a|il y a|il n y a) pas de danger|sans danger|no danger|not dangerous|pas dangereux|tuer le temps|noyer le poisson|viol de contrat)\b/g;

/** The first words of danger in a text, or null. Reads all of it, up to the bound of a message; never throws. */
export function dangerIn(text: string): string | null {
	const folded = fold(cleanUp(text))
		.replace(/[^a-z0-9]+/g, ' ')
		.replace(/([a-z])\1{2,}/g, '$1')
		.replace(HARMLESS, ' ');
	for (const pattern of DANGER) {
		const match = pattern.exec(folded);
		if (match !== null) return match[0].slice(0, 80);
	}
	return /🔥/u.test(text) && /🚒|🆘|😱|maison|house|prise|socket|ker/u.test(text.toLowerCase()) ? '🔥' : null;
}
