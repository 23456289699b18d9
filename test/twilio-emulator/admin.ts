import express, { type Express } from 'express';
import { z } from 'zod';
import type { TwilioEmulator } from './emulator.ts';

const UserMessage = z.strictObject({
	from: z.string(),
	to: z.string().optional(),
	channel: z.enum(['whatsapp', 'sms']).optional(),
	text: z.string().optional(),
	button: z.strictObject({ title: z.string(), payload: z.string() }).optional(),
	row: z.strictObject({ title: z.string(), payload: z.string() }).optional(),
	media: z.strictObject({ base64: z.string(), contentType: z.string() }).optional(),
	location: z
		.strictObject({ latitude: z.number(), longitude: z.number(), label: z.string().optional(), address: z.string().optional() })
		.optional(),
	repliesTo: z.string().optional(),
});

const FaultBody = z.strictObject({
	call: z.enum(['messages.create', 'messages.list', 'messages.fetch', 'content', 'typing', 'media']).default('messages.create'),
	kind: z.enum(['too_many', 'server_error', 'drop_before', 'drop_after', 'early_callbacks']),
	times: z.number().int().min(1).max(1000).default(1),
});

/**
 * The emulator by HTTP, for a person with curl or a program in another process:
 * `POST /send` (a user's message), `POST /tap` `{ phone, title }`, `GET /phones/:number`, `POST /advance` `{ ms }`, `POST /faults`, `GET /sent`.
 */
export function adminApi(emulator: TwilioEmulator): Express {
	const app = express();
	app.use(express.json({ limit: '20mb' }));
	app.post('/send', async (req, res) => {
		const { media, ...message } = UserMessage.parse(req.body);
		const file = media === undefined ? undefined : { bytes: Buffer.from(media.base64, 'base64'), contentType: media.contentType };
		res.json(await emulator.userSends({ ...message, media: file }));
	});
	app.post('/tap', async (req, res) => {
		const { phone, title } = z.strictObject({ phone: z.string(), title: z.string() }).parse(req.body);
		res.json(await emulator.phone(phone).tap(title));
	});
	app.get('/phones/:number', (req, res) => {
		res.json(emulator.phone(req.params.number).messages);
	});
	app.post('/advance', (req, res) => {
		emulator.advance(z.strictObject({ ms: z.number() }).parse(req.body).ms);
		res.status(204).end();
	});
	app.post('/faults', (req, res) => {
		const { call, kind, times } = FaultBody.parse(req.body);
		emulator.faults.next(call, { kind }, times);
		res.status(204).end();
	});
	app.get('/sent', (_req, res) => {
		res.json(emulator.sent);
	});
	return app;
}
