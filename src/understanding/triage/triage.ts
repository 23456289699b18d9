import { dangerIn } from '../danger.ts';
import type { LanguageModel, ModelLabels } from '../llm/language-model.ts';
import { machineTalkIn } from '../machine-talk.ts';
import { within } from '../policy.ts';
import { fold } from '../text/normalise.ts';
import type { Label, SortTexts, Triage } from './labels.ts';
import { localTriage } from './local-triage.ts';
import { modelSummary, type SummaryLanguage, summaryLanguage } from './model-summary.ts';
import { rankOf } from './urgency.ts';

/** A new number whenever the local labels are made differently: every stored triage keeps it. */
export const TRIAGE_VERSION = 2;
/** Nobody waits for labels, but nothing waits for ever (I12). */
const LONGEST_MS = 12_000;

/**
 * Labels for an agent: the local ones always, a model's over them when one is there, except where safety says otherwise. A text that speaks to
 * machines never meets a model, here as in `policy.ts`.
 */
export function createTriage(model?: Pick<LanguageModel, 'sort'>): SortTexts {
	return async (texts, context) => {
		const local = localTriage(texts, context);
		if (model === undefined || texts.length === 0 || texts.some((text) => machineTalkIn(text) !== null)) return local;
		const language = summaryLanguage(texts, context.language);
		const labels = await within(() => model.sort(texts, { ...context, language }), LONGEST_MS, null);
		return labels === null ? local : withModel(local, labels, { texts, language });
	};
}

/** A model may raise the urgency and never lowers it: causes to fall are the person's words, read by the rules. Unknown values abstain. */
function withModel(local: Triage, labels: ModelLabels, from: { texts: readonly string[]; language: SummaryLanguage | null }): Triage {
	const said = fold(from.texts.join(' '));
	const evidence = labels.evidence.filter((words) => fold(words) !== '' && said.includes(fold(words))).slice(0, 4);
	const summary = modelSummary(labels.summary, { ...from, instructions: labels.instructions });
	const by = <T>(value: T): Label<T> => ({
		value,
		source: 'llm',
		model: labels.model,
		prompt: labels.prompt,
		confidence: Math.min(labels.confidence, 0.95),
		evidence,
	});
	const { urgency } = labels;
	return {
		sentiment: labels.sentiment === null ? local.sentiment : by(labels.sentiment),
		category: labels.category === null ? local.category : by(labels.category),
		urgency: urgency === null || rankOf(urgency) <= rankOf(local.urgency.value) ? local.urgency : by(urgency),
		// A line that does not tell of the danger that the person wrote of would hide it.
		summary: summary === null || (local.danger && dangerIn(summary) === null) ? local.summary : by(summary),
		danger: local.danger,
	};
}
