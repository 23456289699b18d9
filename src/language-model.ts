import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import { type LanguageModel, openLanguageModel } from './understanding/llm/language-model.ts';
import { createTranscriber, type Transcribe } from './understanding/transcribe/transcriber.ts';

const PROMPTS_FOLDER = join(import.meta.dirname, '../prompts');

/** The language model of the environment; undefined without a key. Throws AppError `configuration_invalid` when a prompt is wrong. */
export function languageModelOf({ llm }: Config, clock: Clock): LanguageModel | undefined {
	return llm === undefined ? undefined : openLanguageModel(llm, { clock, promptsFolder: PROMPTS_FOLDER });
}

/** Who listens to voice notes; undefined without a key, or when it is turned off. */
export function transcriberOf({ llm }: Config, clock: Clock): Transcribe | undefined {
	if (llm?.transcriptionModel === undefined) return undefined;
	return createTranscriber({ apiKey: llm.apiKey, baseUrl: llm.baseUrl, model: llm.transcriptionModel }, { clock });
}
