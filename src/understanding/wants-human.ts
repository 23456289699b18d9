import type { Facts } from './facts.ts';

/** "service client" names a counter when a counter was asked for. */
export function namesCounter(facts: Facts): boolean {
	return (
		['organisation', 'org_service'].includes(facts.topic) &&
		/^(?:service client|customer (?:care|service|support))/.test(facts.signals.get('human') ?? '')
	);
}

/** Does the person ask for a person? "pas besoin d'un conseiller" does not; a complaint about an agent does not either. */
export function wantsHuman(facts: Facts): boolean {
	if (!facts.on('human') || namesCounter(facts)) return false;
	if (!facts.on('human_no')) return true;
	return (
		/\b(?:passe[rz]?|mett[er]\w*|speak|talk|parler|rappelez|call me|get me|need|want)(?: \w+){0,4} (?:\w+ )?(?:humain|human|responsable|manager|superviseur|supervisor|quelqu un|someone|chef|person|autre conseiller|autre agent)\b/.test(
			facts.flat,
		) && !/\b(?:pas|not|don t|no|inutile|ne|n)(?: \w+){0,3} (?:besoin|need|want|veux|call|passer|parler|talk|m appelez)\b/.test(facts.flat)
	);
}
