import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

const chatBody = z.looseObject({
	model: z.string(),
	temperature: z.number().optional(),
	messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});
export type ChatBody = z.output<typeof chatBody>;

/** What the server answers: a status and a body, after a while; `hang` never answers. */
export type Reply = { status?: number; content?: string; raw?: string } | 'hang';

export interface OpenAiEmulator {
	/** With its version: what `OPENAI_BASE_URL` is. */
	url: string;
	chats: ChatBody[];
	/** Bodies of the transcriptions asked for. */
	voices: string[];
	chat: (body: ChatBody) => Reply;
	transcribe: () => Reply;
	close(): Promise<void>;
}

/** An OpenAI-compatible server on this machine, whose answers a test scripts: good, slow, broken, malicious. */
export async function openAiEmulator(): Promise<OpenAiEmulator> {
	const server = createServer((request, response) => {
		void answer(request).then((reply) => {
			if (reply === 'hang') return;
			response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
			response.end(reply.raw ?? JSON.stringify({ text: reply.content ?? '' }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;

	async function answer(request: IncomingMessage): Promise<Exclude<Reply, 'hang'> | 'hang'> {
		const body = await buffer(request);
		if (request.url === '/v1/audio/transcriptions') {
			emulator.voices.push(body.toString('latin1'));
			return emulator.transcribe();
		}
		const chat = chatBody.parse(JSON.parse(body.toString('utf8')));
		emulator.chats.push(chat);
		const reply = emulator.chat(chat);
		if (reply === 'hang' || reply.raw !== undefined || (reply.status ?? 200) !== 200) return reply;
		const raw = JSON.stringify({
			id: 'chat-1',
			object: 'chat.completion',
			created: 1,
			model: chat.model,
			choices: [{ index: 0, message: { role: 'assistant', content: reply.content ?? '' }, finish_reason: 'stop' }],
			usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
		});
		return { raw };
	}

	const emulator: OpenAiEmulator = {
		url: `http://127.0.0.1:${port}/v1`,
		chats: [],
		voices: [],
		chat: () => ({ content: '{}' }),
		transcribe: () => ({ content: '' }),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return emulator;
}
