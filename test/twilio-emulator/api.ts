import express, { type Express, type Request, type Response } from 'express';
import { approvalJson, contentJson, createContent } from './contents.ts';
import { deliverNow, scheduleDelivery } from './deliver.ts';
import type { Call, Fault } from './faults.ts';
import { acceptMessage, messageJson, type Params } from './messages.ts';
import { channelOf, type EmulatedMessage, type State } from './state.ts';

/** Twilio's REST API as far as a messaging bot uses it. */
export function twilioApi(state: State): Express {
	const app = express();
	app.disable('x-powered-by');
	app.use(express.urlencoded({ extended: false, limit: '1mb' }), express.json({ limit: '1mb' }));
	app.use('/redirected-media', (req, res) => serveMedia(state, req.path.slice(1), res));
	app.use((req, res, next) => {
		state.calls.push({ method: req.method, path: req.path, host: req.get('x-emulated-host') ?? '' });
		if (isAuthentic(state, req)) next();
		else refuse(res, 401, 20003, 'Authenticate');
	});
	const account = '/2010-04-01/Accounts/:account';
	app.post(`${account}/Messages.json`, (req, res) => withFault(state, 'messages.create', res, (fault) => create(state, req, res, fault)));
	app.get(`${account}/Messages.json`, (req, res) => withFault(state, 'messages.list', res, () => list(state, req, res)));
	app.get(`${account}/Messages/:sid.json`, (req, res) =>
		withFault(state, 'messages.fetch', res, () => withMessage(state, req, res, (message) => res.json(messageJson(state, message)))),
	);
	app.post(`${account}/Messages/:sid.json`, (req, res) => withMessage(state, req, res, (message) => update(state, req, res, message)));
	app.delete(`${account}/Messages/:sid.json`, (req, res) =>
		withMessage(state, req, res, (message) => {
			state.messages.delete(message.sid);
			res.status(204).end();
		}),
	);
	app.get(`${account}/Messages/:message/Media/:media`, (req, res) =>
		withFault(state, 'media', res, (fault) => media(state, req, res, fault)),
	);
	contentRoutes(state, app);
	app.post('/v2/Indicators/Typing.json', (req, res) => withFault(state, 'typing', res, () => typing(state, req, res, 'v2')));
	app.post('/v3/Indicators/Typing.json', (req, res) => withFault(state, 'typing', res, () => typing(state, req, res, 'v3')));
	app.use((_req, res) => refuse(res, 404, 20404, 'The requested resource was not found'));
	return app;
}

function isAuthentic(state: State, req: Request): boolean {
	const expected = `Basic ${Buffer.from(`${state.accountSid}:${state.authToken}`).toString('base64')}`;
	const account = /\/Accounts\/([^/]+)\//.exec(req.path)?.[1];
	return req.headers.authorization === expected && (account === undefined || account === state.accountSid);
}

function refuse(res: Response, status: number, code: number, message: string): unknown {
	return res.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** Runs a call under the next fault; those that let it through go to `handle`. */
async function withFault(state: State, call: Call, res: Response, handle: (fault: Fault | undefined) => unknown): Promise<unknown> {
	const fault = state.faults.take(call);
	if (fault?.kind === 'too_many') return refuse(res.set('Retry-After', '1'), 429, 20429, 'Too Many Requests');
	if (fault?.kind === 'server_error')
		return void res.status(500).json({ code: 20500, message: 'An internal server error has occurred', status: 500 });
	if (fault?.kind === 'refuse') return refuse(res, fault.status, fault.code, `refused with ${fault.code}`);
	if (fault?.kind === 'drop_before') return void res.socket?.destroy();
	await handle(fault);
}

async function create(state: State, req: Request, res: Response, fault: Fault | undefined): Promise<unknown> {
	const params: Params = req.body ?? {};
	const outgoing = acceptMessage(state, params);
	if ('code' in outgoing) return refuse(res, outgoing.status, outgoing.code, outgoing.message);
	const answer = (): unknown => res.status(201).json(messageJson(state, { ...outgoing.message, status: 'queued', errorCode: null }));
	if (fault?.kind === 'early_callbacks') {
		await deliverNow(state, outgoing);
		answer();
		return;
	}
	scheduleDelivery(state, outgoing);
	if (fault?.kind === 'drop_after') res.socket?.destroy();
	else if (fault?.kind === 'slow') state.scheduler.after(fault.ms, () => void answer());
	else answer();
}

function list(state: State, req: Request, res: Response): void {
	const query = (name: string): string => {
		const value = req.query[name];
		return typeof value === 'string' ? value : '';
	};
	const after = query('DateSent>');
	const before = query('DateSent<');
	const pageSize = Math.min(Number(query('PageSize')) || 50, 1000);
	const page = Number(query('Page')) || 0;
	const found = [...state.messages.values()]
		.toReversed()
		.filter(
			(message) =>
				(query('To') === '' || message.to === query('To')) &&
				(query('From') === '' || message.from === query('From')) &&
				(after === '' || (message.sentAt !== null && message.sentAt >= new Date(after))) &&
				(before === '' || (message.sentAt !== null && message.sentAt <= new Date(before))),
		);
	const shown = found.slice(page * pageSize, (page + 1) * pageSize);
	const uri = (number: number): string => {
		const params = new URLSearchParams(Object.entries(req.query).map(([name, value]): [string, string] => [name, String(value)]));
		params.set('Page', String(number));
		return `${req.path}?${params}`;
	};
	res.json({
		messages: shown.map((message) => messageJson(state, message)),
		page,
		page_size: pageSize,
		start: page * pageSize,
		end: page * pageSize + shown.length - 1,
		uri: uri(page),
		first_page_uri: uri(0),
		previous_page_uri: page === 0 ? null : uri(page - 1),
		next_page_uri: (page + 1) * pageSize < found.length ? uri(page + 1) : null,
	});
}

function withMessage(state: State, req: Request, res: Response, handle: (message: EmulatedMessage) => unknown): void {
	const { sid } = req.params;
	const message = typeof sid === 'string' ? state.messages.get(sid) : undefined;
	if (message === undefined) refuse(res, 404, 20404, 'The requested message was not found');
	else handle(message);
}

function update(state: State, req: Request, res: Response, message: EmulatedMessage): unknown {
	const params: Params = req.body ?? {};
	if (params.Status === 'canceled') {
		if (message.status !== 'queued') return refuse(res, 400, 30409, 'the message is no longer cancelable');
		message.status = 'canceled';
	}
	if (params.Body === '') message.body = '';
	res.json(messageJson(state, message));
}

function media(state: State, req: Request, res: Response, fault: Fault | undefined): unknown {
	if (fault?.kind === 'slow') return state.scheduler.after(fault.ms, () => void media(state, req, res, undefined));
	const { media: sid } = req.params;
	const hops = state.settings.mediaRedirects;
	if (typeof sid !== 'string' || !state.media.has(sid)) return refuse(res, 404, 20404, 'The requested media was not found');
	if (hops > 0) res.redirect(307, `${state.origin}/redirected-media/${sid}?hops=${hops - 1}`);
	else serveMedia(state, sid, res);
}

function serveMedia(state: State, sid: string, res: Response): void {
	const hops = Number(res.req.query.hops ?? 0);
	const file = state.media.get(sid);
	if (file === undefined) res.status(404).end();
	else if (hops > 0) res.redirect(307, `${state.origin}/redirected-media/${sid}?hops=${hops - 1}`);
	else res.status(200).set('Content-Type', file.contentType).end(file.bytes);
}

function contentRoutes(state: State, app: Express): void {
	const page = (items: unknown[]) => ({
		contents: items,
		meta: { key: 'contents', page: 0, page_size: 1000, first_page_url: '', previous_page_url: null, next_page_url: null, url: '' },
	});
	app.post('/v1/Content', (req, res) =>
		withFault(state, 'content', res, () => {
			const created = createContent(state, req.body);
			if ('code' in created) refuse(res, created.status, created.code, created.message);
			else res.status(201).json(contentJson(state, created));
		}),
	);
	app.get('/v1/Content', (_req, res) => void res.json(page([...state.contents.values()].map((content) => contentJson(state, content)))));
	app.get(
		'/v1/ContentAndApprovals',
		(_req, res) => void res.json(page([...state.contents.values()].map((content) => contentJson(state, content, true)))),
	);
	app.get('/v1/Content/:sid', (req, res) => {
		const content = state.contents.get(req.params.sid);
		if (content === undefined) refuse(res, 404, 20404, 'not found');
		else res.json(contentJson(state, content));
	});
	app.delete('/v1/Content/:sid', (req, res) => {
		if (state.contents.delete(req.params.sid)) res.status(204).end();
		else refuse(res, 404, 20404, 'not found');
	});
	app.get('/v1/Content/:sid/ApprovalRequests', (req, res) => {
		const content = state.contents.get(req.params.sid);
		if (content === undefined) refuse(res, 404, 20404, 'not found');
		else res.json({ sid: content.sid, account_sid: state.accountSid, whatsapp: approvalJson(content), url: '' });
	});
	app.post('/v1/Content/:sid/ApprovalRequests/whatsapp', (req, res) => {
		const content = state.contents.get(req.params.sid);
		if (content === undefined) return refuse(res, 404, 20404, 'not found');
		if ('twilio/list-picker' in content.types) return refuse(res, 400, 20001, 'a list-picker cannot be approved');
		const body = Object.values(content.types)[0]?.body ?? '';
		if (/^\s*\{\{|\}\}\s*$|\}\}\s*\{\{/.test(body)) content.approval = 'rejected';
		else content.approval = 'received';
		res.status(201).json(approvalJson(content));
	});
}

function typing(state: State, req: Request, res: Response, version: 'v2' | 'v3'): unknown {
	if (!state.settings.typing[version]) return refuse(res, 404, 20404, 'not found');
	const { channel, messageId } = req.body ?? {};
	const inbound = typeof messageId === 'string' ? state.messages.get(messageId) : undefined;
	const rightCase = channel === (version === 'v3' ? 'WHATSAPP' : 'whatsapp');
	if (!rightCase || inbound?.direction !== 'inbound' || channelOf(inbound.from) !== 'whatsapp')
		return refuse(res, 400, 20001, 'bad channel or messageId');
	state.typing.push({ messageId: inbound.sid, version });
	res.status(200).json({ success: true });
}
