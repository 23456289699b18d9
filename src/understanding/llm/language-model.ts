import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { createAsk } from './ask.ts';
import { langchainChat } from './chat.ts';
import { combine } from './combine.ts';
import { loadExamples } from './examples.ts';
import { readingMessages, triageMessages } from './messages.ts';
import { OUTPUTS, type TriageOutput } from './outputs.ts';
import { loadPrompts, versionOf } from './prompts.ts';
import { sharedBudget, type TokenBudget } from './usage.ts';

/** What the environment says of the model (config.ts). */
export interface LanguageModelConfig {
	apiKey: string;
	/** Any OpenAI-compatible endpoint, with its version (`…/v1`). Unset: OpenAI's own. */
	baseUrl: string | undefined;
	model: string;
	/** Phones, e-mail addresses and long numbers are taken out of what the model sees. */
	maskPersonalData: boolean;
	/** Tokens an organisation may use a day. */
	dailyTokens: number;
	/** Of a million tokens, for the cost metric. */
	prices: { in: number; out: number };
}

/** A model behind the port: never rejects. */
export interface LanguageModel {
	/** A better reading than the local one, or the local one. */
	read(text: string, context: ReadingContext, local: Reading): Promise<Reading>;
	/** Labels for what a person wrote, the last message last; null when there is no answer. */
	sort(texts: readonly string[], about: { org: string; timezone: string; language: string | null }): Promise<ModelLabels | null>;
}

export interface ModelLabels extends TriageOutput {
	model: string;
	prompt: string;
	/** What the model was told, so that a summary that repeats it can be refused. */
	instructions: string;
}

/** How long an answer is waited for, in ms. */
export interface ModelWaits {
	/** All attempts at a reading together: a turn waits for it, within `LONGEST_WAIT_MS`, with room for the budget's row. */
	readingMs: number;
	/** The same for the labels of a conversation: nobody waits for them. */
	triageMs: number;
	/** One attempt. */
	attemptMs: number;
}
const WAITS: ModelWaits = { readingMs: 3_500, triageMs: 10_000, attemptMs: 2_500 };

/** Opens the model: prompts and examples are read and checked now, LangChain is loaded beside the start. Throws AppError `configuration_invalid`. */
export function openLanguageModel(
	config: LanguageModelConfig,
	deps: { clock: Clock; promptsFolder: string; budget?: TokenBudget; waits?: ModelWaits },
): LanguageModel {
	const { readingMs, triageMs, attemptMs } = deps.waits ?? WAITS;
	const prompts = loadPrompts(deps.promptsFolder);
	const pick = loadExamples(join(deps.promptsFolder, 'examples/understand.jsonl'));
	const mask = config.maskPersonalData;
	const ask = createAsk({
		chat: langchainChat(config),
		clock: deps.clock,
		budget: deps.budget ?? sharedBudget(config.dailyTokens),
		repair: prompts.repair.text,
		prices: config.prices,
		attemptMs,
	});
	return {
		async read(text, context, local) {
			const output = await ask({
				task: 'understand',
				org: context.organisation ?? 'none',
				timezone: context.timezone,
				messages: readingMessages(prompts.understand, pick, text, context, { mask }),
				schema: OUTPUTS.reading,
				deadlineMs: readingMs,
			});
			if (output === null) return local;
			return combine(local, output, { text, context, model: config.model, prompt: versionOf(prompts.understand) });
		},
		async sort(texts, { org, timezone, language }) {
			const output = await ask({
				task: 'triage',
				org,
				timezone,
				messages: triageMessages(prompts.triage, texts, language, { mask }),
				schema: OUTPUTS.triage,
				deadlineMs: triageMs,
			});
			if (output === null) return null;
			return { ...output, model: config.model, prompt: versionOf(prompts.triage), instructions: prompts.triage.text };
		},
	};
}
