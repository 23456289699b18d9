import { machineTalkIn } from '../machine-talk.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { guard } from './guards.ts';
import type { ReadingOutput } from './outputs.ts';

/** As `createUnderstand`'s own: below this an intent is only an alternative. */
const ABSTAIN_BELOW = 0.5;

/**
 * One reading out of the local one and a model's answer. What the local reading is sure of stays: danger, its facts, a surer intent, a high
 * urgency. The model adds what could not be read. When the model abstains, or the text speaks to it, the local
 * reading stands as it is.
 */
export function combine(
	local: Reading,
	output: ReadingOutput,
	from: { text: string; context: ReadingContext; model: string; prompt: string },
): Reading {
	if (output.intent === null || machineTalkIn(from.text) !== null) return local;
	const guarded = guard(output, local, from.text, from.context);
	const localIsSurer = local.intent !== null && local.confidence > guarded.confidence;
	const best = localIsSurer ? local.intent : output.intent;
	const confidence = localIsSurer ? local.confidence : guarded.confidence;
	const sure = confidence >= ABSTAIN_BELOW;
	const others = [...new Set([best, local.intent, output.intent, ...local.alternatives])].filter((intent) => intent !== null);
	const urgency = local.danger || local.urgency === 'haute' ? 'haute' : (output.urgency ?? local.urgency);
	const language = local.language === 'unknown' ? (output.language ?? 'unknown') : local.language;
	return {
		...local,
		intent: sure ? best : null,
		alternatives: (sure ? others.slice(1) : others).slice(0, 4),
		// Words and closed values of the model first: what a grammar found wins over them.
		slots: { ...guarded.slots, ...local.slots },
		found: { ...foundOf(guarded.slots), ...local.found },
		sentiment: output.sentiment ?? local.sentiment,
		urgency,
		category: output.category ?? local.category,
		wants_human: local.wants_human || guarded.wantsHuman,
		language,
		confidence: Math.round(confidence * 100) / 100,
		source: 'llm',
		evidence: [...new Set([...local.evidence, ...guarded.evidence])].slice(0, 8),
		model: from.model,
		prompt: from.prompt,
	};
}

/** Facts that a dialogue may take whatever the intent is. */
function foundOf({ service, zone, quarter, landmark }: Reading['slots']): Reading['found'] {
	return {
		...(service === undefined ? {} : { service }),
		...(zone === undefined ? {} : { zone }),
		...(quarter === undefined ? {} : { quarter }),
		...(landmark === undefined ? {} : { landmark }),
	};
}
