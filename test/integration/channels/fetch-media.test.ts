import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openMedia, storeMedia } from '../../../src/channels/media/store.ts';
import { fetchMedia } from '../../../src/channels/twilio/fetch-media.ts';
import { useDatabase } from '../../support/database.ts';
import { portOf } from '../../support/port-of.ts';

const PNG = Buffer.from(
	'89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000ffff030000060005',
	'hex',
);
const CREDENTIALS = { accountSid: 'AC1', authToken: 'secret' };

let server: Server;
let origin: string;
let seen: { url: string; authorization: string | undefined; host: string | undefined }[];
let answer: (res: ServerResponse, url: string) => void;

beforeEach(async () => {
	seen = [];
	answer = (res) => res.end(PNG);
	server = createServer((req, res) => {
		seen.push({ url: req.url ?? '', authorization: req.headers.authorization, host: req.headers['x-emulated-host']?.toString() });
		answer(res, req.url ?? '');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${portOf(server)}`;
});
afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const fetchFrom = (url: string, more: Partial<Parameters<typeof fetchMedia>[0]> = {}) =>
	fetchMedia({ ...CREDENTIALS, apiBaseUrl: origin, ...more }, { url, contentType: 'image/png' });
const redirect = (location: string) => (res: ServerResponse) => res.writeHead(307, { location }).end();
const resolvesTo = (addresses: string[]) => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('fetching a person’s file', () => {
	test('from Twilio with our credentials, by its own bytes', async () => {
		expect(await fetchFrom('https://api.twilio.com/2010-04-01/x')).toEqual({ bytes: PNG, contentType: 'image/png' });
		const authorization = `Basic ${Buffer.from('AC1:secret').toString('base64')}`;
		expect(seen).toEqual([{ url: '/2010-04-01/x', authorization, host: 'api.twilio.com' }]);
	});

	test('through redirects at home, three at most', async () => {
		answer = (res, url) => (url === '/3' ? res.end(PNG) : redirect(`${origin}/${Number(url.slice(1)) + 1}`)(res));
		await expect(fetchFrom(`${origin}/0`)).resolves.toMatchObject({ contentType: 'image/png' });
		answer = redirect('/again');
		await expect(fetchFrom(`${origin}/0`)).rejects.toMatchObject({ code: 'unavailable' });
		expect(seen).toHaveLength(8);
	});

	test.each([
		['another host', 'https://evil.test/x'],
		['a look-alike', 'https://api.twilio.com.evil.test/x'],
		['credentials in front', 'https://api.twilio.com@evil.test/x'],
		['http', 'http://api.twilio.com/x'],
		['a file', 'file:///etc/passwd'],
		['the metadata service', 'http://169.254.169.254/latest'],
		['nothing', ''],
	])('refuses to start at %s', async (_name, url) => {
		await expect(fetchFrom(url)).rejects.toMatchObject({ code: 'unavailable' });
		expect(seen).toEqual([]);
	});

	test.each([
		['http elsewhere', 'http://localhost:1/x'],
		['loopback', 'https://127.0.0.1:1/x'],
		['loopback in IPv6', 'https://[::1]:1/x'],
		['loopback in disguise', 'https://[::ffff:127.0.0.1]:1/x'],
		['a private network', 'https://10.0.0.1/x'],
		['the metadata service', 'https://169.254.169.254/x'],
		['decimal loopback', 'https://2130706433/x'],
	])('refuses a redirect to %s', async (_name, location) => {
		answer = redirect(location);
		await expect(fetchFrom(`${origin}/0`)).rejects.toMatchObject({ code: 'unavailable' });
		expect(seen).toHaveLength(1);
	});

	test.each([
		['a private address', ['192.168.1.1']],
		['one private among public ones', ['93.184.216.34', '127.0.0.1']],
		['a private IPv6', ['fd00::1']],
		['none', []],
	])('refuses a name that resolves to %s', async (_name, addresses) => {
		answer = redirect('https://cdn.test/x');
		await expect(fetchFrom(`${origin}/0`, { resolve: resolvesTo(addresses) })).rejects.toMatchObject({ code: 'unavailable' });
	});

	test('by the bytes, not by the declared type', async () => {
		answer = (res) => res.writeHead(200, { 'content-type': 'image/png' }).end('<html><script>alert(1)</script></html>');
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'unsupported_media' });
		answer = (res) => res.end(Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1'));
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'unsupported_media' });
	});

	test('not over 16 MB, announced or not, and not over 5 for an image', async () => {
		answer = (res) => res.writeHead(200, { 'content-length': String(17 * 1024 * 1024) }).write(PNG);
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'too_large' });
		answer = (res) => {
			for (let index = 0; index < 17; index++) res.write(Buffer.alloc(1024 * 1024));
			res.end();
		};
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'too_large' });
		answer = (res) => res.end(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]));
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'too_large' });
	});

	test('unavailable when it is gone, cut short or too slow', async () => {
		answer = (res) => res.writeHead(404).end();
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'unavailable' });
		answer = (res) => {
			res.writeHead(200, { 'content-length': '1000' });
			res.write(PNG);
			res.destroy();
		};
		await expect(fetchFrom(`${origin}/x`)).rejects.toMatchObject({ code: 'unavailable' });
		answer = () => undefined;
		await expect(fetchFrom(`${origin}/x`, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'unavailable' });
	});
});

describe('keeping it', () => {
	useDatabase();
	const media = { id: 'm1', org: 'djobea', contact: 'c1', bytes: Buffer.from('hello'), contentType: 'text/vcard', receivedAt: new Date(0) };

	test('once by id, also when two do it at the same time', async () => {
		expect(await Promise.all([storeMedia(media), storeMedia(media)])).toEqual(['m1', 'm1']);
		await storeMedia({ ...media, bytes: Buffer.from('other') });
		const { stream, contentType, length } = await openMedia('djobea', 'm1');
		expect([await text(stream), contentType, length]).toEqual(['hello', 'text/vcard', 5]);
	});

	test('for its organisation only', async () => {
		await storeMedia(media);
		await expect(openMedia('other', 'm1')).rejects.toMatchObject({ code: 'not_found' });
		await expect(openMedia('djobea', 'm2')).rejects.toMatchObject({ code: 'not_found' });
	});
});
