import type { Reading } from '../reading.ts';
import { abstention, localUnderstand } from '../understand.ts';
import type { Label, Triage, TriageContext } from './labels.ts';
import { ownSummary } from './own-summary.ts';
import { rankOf, type Standing, settleUrgency } from './urgency.ts';

/** Put to the rules as the question that was asked: what a person writes to an agent is read as a support matter. */
const SUPPORT_QUESTION = 'Service client : comment puis-je vous aider ?';
const RELIEF =
	/\b(?:pas (?:du tout )?(?:urgent|presse|grave)|rien d urgent|pas d urgence|prenez votre temps|c est (?:bon|regle|resolu|revenu|arrange)|ca (?:remarche|marche (?:maintenant|a nouveau)|fonctionne (?:maintenant|a nouveau))|probleme (?:regle|resolu)|not urgent|no rush|no hurry|take your time|solved|fixed now|it s (?:fixed|back|working|solved)|working (?:now|again)|e don (?:work|better|come back)|jeex na|baax na leegi)\b/;

/** The house's own labels, always there: the last message gives the tone, all of them the haste and the matter. */
export function localTriage(texts: readonly string[], context: TriageContext): Triage {
	const readings = texts.map((text) => read(text, context));
	const last = readings.at(-1) ?? abstention('');
	let standing: Standing | null = context.previous;
	const seen = texts.length - Math.min(context.fresh ?? texts.length, texts.length);
	for (const [index, reading] of readings.entries()) {
		if (index < seen) continue;
		standing = settleUrgency(standing, {
			urgency: reading.urgency,
			danger: reading.danger,
			relieved: relieved(texts[index] ?? '', reading),
		});
	}
	const { urgency, danger } = standing ?? { urgency: 'basse' as const, danger: false };
	const hasty = readings.reduce((top, reading) => (rankOf(reading.urgency) >= rankOf(top.urgency) ? reading : top), last);
	const matter = readings.findLast((reading) => reading.category !== null && reading.category !== 'autre') ?? last;
	return {
		sentiment: label(last.sentiment, last),
		category:
			matter.category === null
				? { ...label('autre' as const, matter), confidence: Math.min(matter.confidence, 0.4) }
				: label(matter.category, matter),
		urgency: label(urgency, hasty, danger ? 1 : undefined),
		summary: { value: ownSummary(texts), source: 'local', confidence: 1, evidence: [] },
		danger,
	};
}

/** Does a message say that it is settled or can wait? */
function relieved(text: string, reading: Reading): boolean {
	const plain = text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ');
	return RELIEF.test(plain) || (reading.intent === 'thanks' && reading.sentiment === 'positif');
}

function label<T>(value: T, { confidence, evidence }: Reading, sure?: number): Label<T> {
	return { value, source: 'local', confidence: sure ?? confidence, evidence };
}

function read(text: string, { language, now, timezone }: TriageContext): Reading {
	try {
		return localUnderstand(text, {
			role: 'client',
			question: SUPPORT_QUESTION,
			choices: [],
			language,
			now,
			timezone,
			services: [],
			zones: [],
		});
	} catch {
		return abstention(text);
	}
}
