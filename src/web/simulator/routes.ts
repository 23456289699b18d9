import express, { type ErrorRequestHandler, Router } from 'express';
import { keepFile, MAX_PHOTO_BYTES, readFile } from '../../channels/simulator/files.ts';
import { markRead } from '../../channels/simulator/mark-read.ts';
import { SimulatorMessageModel } from '../../channels/simulator/model.ts';
import { sendFromPhone } from '../../channels/simulator/send-from-phone.ts';
import { AppError } from '../../platform/errors.ts';
import { sendPage } from '../page/assets.ts';
import { pageHeaders } from '../page/headers.ts';
import { pageLanguage } from '../page/language.ts';
import { check, findOrganisation, readAddress, readPhone, sameOrigin } from './check.ts';
import type { SimulatorDeps } from './deps.ts';
import { directory } from './directory.ts';
import { chatFixture } from './fixture.ts';
import { inspect } from './inspector.ts';
import { streamLive } from './live.ts';
import { assets, ROOT, renderPage } from './page.ts';
import { sampleNumber } from './sample-number.ts';
import { fileParams, messageBody, orgQuery, phoneParams, phoneQuery, readBody } from './schemas.ts';
import { messageView } from './view.ts';

/** A chat's tail: more than a screen shows. */
const MAX_BUBBLES = 200;

/** The routes below `/simulator`, to be mounted at the root. In production there are none: every path falls through to the 404. */
export function simulatorRouter(deps: SimulatorDeps): Router {
	const root = Router();
	if (!deps.production) root.use(ROOT, development(deps));
	return root;
}

function development(deps: SimulatorDeps): Router {
	const router = Router();
	router.use(pageHeaders({ img: 'blob:' }));
	pages(router, deps);
	reads(router, deps);
	writes(router, deps);
	router.use(bodyErrors);
	return router;
}

function pages(router: Router, deps: SimulatorDeps): void {
	router.get('/', (request, response) => {
		sendPage(renderPage(deps.texts, pageLanguage(request)), request, response);
	});
	router.use('/assets', assets.serve);
	router.get('/counter', async (request, response) => {
		const token = await deps.counterToken(check(orgQuery, request.query).org);
		if (token === null) throw new AppError('not_found', 'nobody works at a counter there', { field: 'org' });
		response.redirect(303, `/counter#token=${token}`);
	});
}

function reads(router: Router, deps: SimulatorDeps): void {
	router.get('/organisations', async (_request, response) => {
		const organisations = await deps.organisations();
		response.json({ organisations: organisations.map((one) => ({ ...one, sampleNumber: sampleNumber(one.country) })) });
	});
	router.get('/directory', async (request, response) => {
		const { org } = check(orgQuery, request.query);
		response.json(await directory(deps, org));
	});
	router.get('/stream', (request, response) => {
		streamLive(deps.streams, request, response, check(orgQuery, request.query).org);
	});
	router.get('/phones/:phone', async (request, response) => {
		const { organisation: _organisation, ...phone } = await readPhone(deps, request, { params: phoneParams, query: phoneQuery });
		const latest = await SimulatorMessageModel.find(phone).sort({ _id: -1 }).limit(MAX_BUBBLES).lean();
		response.json({ address: phone.address, messages: latest.reverse().map(messageView) });
	});
	router.get('/phones/:phone/inspector', async (request, response) => {
		response.json(await inspect(deps, await readPhone(deps, request, { params: phoneParams, query: phoneQuery })));
	});
	router.get('/phones/:phone/fixture', async (request, response) => {
		response.json(await chatFixture(deps, await readPhone(deps, request, { params: phoneParams, query: phoneQuery })));
	});
	router.get('/files/:id', async (request, response) => {
		const file = await readFile(check(orgQuery, request.query).org, check(fileParams, request.params).id);
		if (file === null) throw new AppError('not_found', 'no such file');
		response.set('Cache-Control', 'private, max-age=86400').type(file.contentType).send(file.bytes);
	});
}

function writes(router: Router, deps: SimulatorDeps): void {
	const json = express.json({ limit: '64kb' });
	const photo = express.raw({ type: 'image/*', limit: MAX_PHOTO_BYTES });

	router.post('/messages', sameOrigin, json, async (request, response) => {
		const body = check(messageBody, request.body);
		const organisation = await findOrganisation(deps, body.org);
		const ours = organisation.senders.filter((one) => one.channel === body.channel);
		const sender = body.sender === undefined ? ours[0] : ours.find((one) => one.address === body.sender);
		if (sender === undefined) throw new AppError('not_allowed', 'the organisation has no such sender', { field: 'sender' });
		const sent = await sendFromPhone(deps, {
			org: body.org,
			channel: body.channel,
			sender: sender.address,
			address: readAddress(body.phone, body.channel, organisation.country),
			profileName: body.profileName,
			repliedTo: body.replyTo,
			content: body.content,
		});
		response.status(201).json(messageView(sent));
	});
	router.post('/files', sameOrigin, photo, async (request, response) => {
		const { org } = check(orgQuery, request.query);
		await findOrganisation(deps, org);
		if (!Buffer.isBuffer(request.body)) throw new AppError('unsupported_media', 'only photos can be sent', { field: 'file' });
		response.status(201).json(await keepFile(deps, { org, bytes: request.body }));
	});
	router.post('/phones/:phone/read', sameOrigin, json, async (request, response) => {
		const { org, channel, upTo } = check(readBody, request.body);
		const organisation = await findOrganisation(deps, org);
		const address = readAddress(check(phoneParams, request.params).phone, channel, organisation.country);
		response.json({ read: await markRead(deps, { org, channel, address, upTo }) });
	});
}

/** What the body parsers refuse, in the program's own words. */
const bodyErrors: ErrorRequestHandler = (error, _request, _response, next) => {
	const type: unknown = error instanceof Error && 'type' in error ? error.type : undefined;
	if (type === 'entity.too.large') next(new AppError('too_large', 'the body is too large'));
	else if (type === 'entity.parse.failed') next(new AppError('invalid_input', 'the body is not JSON'));
	else next(error);
};
