import type { ChatOpenAICompletions } from '@langchain/openai';
import { z } from 'zod';

export interface ChatMessage {
	role: 'system' | 'user' | 'assistant';
	content: string;
}

export interface ChatAnswer {
	text: string;
	tokensIn: number;
	tokensOut: number;
}

/** One call of a chat model. Throws `ChatFailure`. No tools are ever offered to the model: it can answer, and nothing else. */
export type Chat = (messages: readonly ChatMessage[], signal: AbortSignal) => Promise<ChatAnswer>;

/** A call that gave no answer; `again`: the same call may succeed later. */
export class ChatFailure extends Error {
	readonly reason: 'timeout' | 'error';
	readonly again: boolean;

	constructor(reason: 'timeout' | 'error', again: boolean) {
		super(`the language model gave no answer: ${reason}`);
		this.name = 'ChatFailure';
		this.reason = reason;
		this.again = again;
	}
}

/** The most a model may write back: a reading is a tenth of it. */
export const MAX_ANSWER_TOKENS = 600;

const usage = z.object({ input_tokens: z.number(), output_tokens: z.number() });
const withStatus = z.object({ status: z.number() });

/** A chat through LangChain with any OpenAI-compatible endpoint. LangChain is loaded here, beside the start: who has no key does not pay for it. */
export function langchainChat(config: { apiKey: string; baseUrl: string | undefined; model: string }): Chat {
	let opened = load(config);
	return async (messages, signal) => {
		try {
			let model = await opened;
			if (model === null) {
				opened = load(config);
				model = await opened;
			}
			if (model === null) throw new ChatFailure('error', true);
			const answer = await model.invoke(
				messages.map(({ role, content }) => ({ role, content })),
				{ signal, response_format: { type: 'json_object' } },
			);
			const tokens = usage.safeParse(answer.usage_metadata);
			const text = answer.text;
			const sent = messages.reduce((sum, { content }) => sum + content.length, 0);
			return {
				text,
				tokensIn: tokens.success ? tokens.data.input_tokens : estimateTokens(sent),
				tokensOut: tokens.success ? tokens.data.output_tokens : estimateTokens(text.length),
			};
		} catch (error) {
			if (signal.aborted) throw new ChatFailure('timeout', true);
			const status = withStatus.safeParse(error);
			throw new ChatFailure('error', !status.success || status.data.status === 429 || status.data.status >= 500);
		}
	};
}

/** Null: it could not be loaded. Never rejects, since nobody may be waiting yet. */
async function load(config: { apiKey: string; baseUrl: string | undefined; model: string }): Promise<ChatOpenAICompletions | null> {
	try {
		return await open(config);
	} catch {
		return null;
	}
}

/** Tokens of so many characters, rather too many than too few. */
export function estimateTokens(characters: number): number {
	return Math.ceil(characters / 3);
}

async function open({
	apiKey,
	baseUrl,
	model,
}: {
	apiKey: string;
	baseUrl: string | undefined;
	model: string;
}): Promise<ChatOpenAICompletions> {
	const { ChatOpenAICompletions } = await import('@langchain/openai');
	return new ChatOpenAICompletions({
		apiKey,
		model,
		temperature: 0,
		maxTokens: MAX_ANSWER_TOKENS,
		maxRetries: 0,
		...(baseUrl === undefined ? {} : { configuration: { baseURL: baseUrl } }),
	});
}
