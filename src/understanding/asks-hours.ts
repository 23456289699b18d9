import type { Facts } from './facts.ts';

/** To open and to close, said of a house. */
const OPENS =
	'(?:ouvr(?:ez|e|ent|irez|ira|ait)|ouverte?s?|ferm(?:ez|e|ent|erez|era|ait)|fermee?s?|opens?|opening|opened|close[sd]?|closing|ubbi\\w*|ubbe\\w*|ubee\\w*|tej\\w*)';
/** What asks when. */
const WHEN =
	'(?:a quelle heure|quelle heure|a partir de quelle heure|jusqu a quelle heure|jusqu a quand|quand|quels? jours?|c est quand|what time|wat time|which time|wetin time|when|until when|till when|how late|what days?|which days?|ban waxtu|ban bis|ci ban|kan|kanye|naata)';
/** Who opens: the house, not its door. */
const HOUSE =
	'(?:vous|on|c est|ce sera|banque|agence|hopital|clinique|bureau|bureaux|guichets?|caisse|centre|mairie|poste|you(?: people)?|una|wuna|they|bank|branch|agency|hospital|clinic|office|counter|it|ngeen|yeen|kergi|ker gi|bii|bi|banque bi|hopital bi)';

const PATTERNS: readonly RegExp[] = [
	new RegExp(`\\b${WHEN}\\b(?: \\w+){0,8} ${OPENS}\\b`),
	new RegExp(`\\b${OPENS}(?: \\w+){0,6} ${WHEN}\\b`),
	/\b(?:opening|business|office|working|closing) (?:hours?|times?)\b|\b(?:heures?|jours?|horaires?) d ouverture\b|\bwaxtu (?:ubbi|tej)\w*\b|\bheures? (?:d )?(?:ouverture|fermeture)\b/,
	/\b(?:(?:vos|les|quels?(?: sont)?(?: vos| les)?|vos l|donnez moi (?:les|vos)|connaitre (?:les|vos)) )horaires?\b|^horaires?\b/,
];
/** Told of a house and a day, it asks when something in it does. */
const WHETHER = new RegExp(
	`\\b(?:est ce que|est|etes|serez|sera|is|are|will|do|does|dey|ndax|y a) (?:\\w+ ){0,5}${OPENS}\\b|\\b${HOUSE} (?:\\w+ ){0,3}${OPENS}\\b|\\b${OPENS} (?:vous|on|ngeen)\\b`,
);
/** "Ouvrir un compte", "mes horaires", "the door won't open": another matter. */
const OTHERWISE =
	/\b(?:ouvr\w+|open\w*|ubbi\w*|clos\w+|ferm\w+|tej\w*) (?:(?:un|an|a|le|mon|my|the|new|nouveau|nouvel|sama|ab) )*(?:compte|comptes|account|kont|konte|dossier|door|porte|fenetre|robinet)\b|\b(?:mes|mon|my|sama) (?:horaires?|hours?)\b|\bclosed account\b|\bclose my\b/;

/** Somebody asks when a house is open, or whether it is: "vous ouvrez à quelle heure ?", "is the bank open on Saturday?", "ubbi ngeen kañ?". */
export function asksHours({ role, flat, normal, moments, on }: Facts): boolean {
	if (role !== 'client' || OTHERWISE.test(flat) || on('fault', 'no_longer', 'complaint', 'rdv', 'take_ticket')) return false;
	if (PATTERNS.some((pattern) => pattern.test(flat))) return true;
	return (normal.asks || moments.length > 0 || /^(?:est ce|is|are|do|ndax)\b/.test(flat)) && WHETHER.test(flat);
}
