import type { Facts } from './facts.ts';

/** "service client" names a counter when a counter was asked for. */
export function namesCounter(facts: Facts): boolean {
	return (
		['organisation', 'org_service'].includes(facts.topic) &&
		/^(?:service client|customer (?:care|service|support))/.test(facts.signals.get('human') ?? '')
	);
}

/** "Can I talk to somebody if ever it fails?" asks how it would be, and nobody now. */
const PROVIDED_FOR =
	/\b(?:est ce que (?:je|on) (?:peux|peut|pourr\w+)|(?:puis|pourrais) je|peut on|(?:est il|est ce|c est) possible|(?:can|could|may) i|is it possible|i fit|ndax (?:men|mun) naa)\b.*\b(?:si jamais|au cas ou|en cas de (?:besoin|probleme)|si (?:un jour|plus tard)|if ever|in case|if (?:something|anything|it ever)|if e (?:ever )?(?:spoil|fail)|su (?:amee|amul))\b/;

/** "Vous êtes un robot ou un humain ?" asks what we are, and a place is given up to "quelqu'un d'autre": neither asks for somebody. */
export function namesNobody({ flat, signals, normal }: Facts): boolean {
	const words = signals.get('human') ?? '';
	if (/\b(?:place|tour|turn|palaas)\b/.test(words)) return true;
	if (PROVIDED_FOR.test(flat)) return true;
	return (
		/\b(?:etes vous|vous etes|es tu|t es|tu es|c est|are you|is this|wuna be|you be|you na)(?: \w+)? (?:robot|bot|machine|humain|human|ordinateur|vrai\w* personne|real person)\b/.test(
			flat,
		) &&
		(normal.asks || /\bou (?:un |une )?(?:humain|robot|machine|personne)\b/.test(flat)) &&
		!/\b(?:parler|passe[rz]?|veux|voudrais|want|need|speak|talk)\b/.test(flat)
	);
}

/** Does the person ask for a person? "pas besoin d'un conseiller" does not; a complaint about an agent does not either. */
export function wantsHuman(facts: Facts): boolean {
	if (!facts.on('human') || namesCounter(facts) || namesNobody(facts)) return false;
	if (!facts.on('human_no')) return true;
	return (
		/\b(?:passe[rz]?|mett[er]\w*|speak|talk|parler|rappelez|call me|get me|need|want)(?: \w+){0,4} (?:\w+ )?(?:humain|human|responsable|manager|superviseur|supervisor|quelqu un|someone|chef|person|autre conseiller|autre agent)\b/.test(
			facts.flat,
		) && !/\b(?:pas|not|don t|no|inutile|ne|n)(?: \w+){0,3} (?:besoin|need|want|veux|call|passer|parler|talk|m appelez)\b/.test(facts.flat)
	);
}
