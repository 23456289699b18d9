import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { authenticator, runToken } from '../../../src/modules/accounts/index.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { ProviderModel } from '../../../src/modules/providers/model.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { useDatabase } from '../../support/database.ts';

useDatabase();

const clock = { now: () => new Date('2026-11-21T10:00:00Z') };
const key = { secret: 'a secret of at least thirty-two characters', clock };
const authenticate = authenticator(key);

beforeAll(async () => {
	const text = readFileSync('test/fixtures/import/good.yaml', 'utf8');
	const result = await importText(text, 'good.yaml', async () => ({ clock, newId: monotonicIds(clock), carrier: 'simulator' }));
	if ('errors' in result) throw new Error(result.errors.join('\n'));
});

async function command(...argv: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	let connected = false;
	const connect = async () => {
		connected = true;
		return key;
	};
	const code = await runToken(argv, { connect, out: (text) => void out.push(text), err: (text) => void err.push(text) });
	return { code, out: out.join(''), err: err.join(''), connected };
}

describe('the token command', () => {
	test.each([
		[['--role', 'manager', '--org', 'djobea'], { role: 'manager', org: 'djobea' }],
		[['--role', 'agent', '--org', 'djobea', '--subject', 'awa'], { role: 'agent', org: 'djobea', subject: 'awa' }],
		[['--role=provider', '--org=djobea', '--subject=paul'], { role: 'provider', org: 'djobea', subject: 'paul' }],
	])('%j prints a token and nothing else', async (argv, identity) => {
		const { code, out, err } = await command(...argv);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
		expect(await authenticate(out.trim())).toEqual(identity);
	});

	test.each([
		[['--role', 'boss', '--org', 'djobea'], '--role'],
		[['--role', 'agent'], '--org'],
		[[], '--role'],
		[['--role', 'agent', '--org', 'djobea', '--colour', 'green'], 'colour'],
		[['--role', 'agent', '--org', 'djobea', 'please'], 'not understood: please'],
		[['--role', '--org', 'djobea'], '--role'],
	])('%j fails without a database', async (argv, said) => {
		const { code, out, err, connected } = await command(...argv);
		expect({ code, out, connected }).toEqual({ code: 1, out: '', connected: false });
		expect(err).toContain(said);
	});

	test.each([
		[['--role', 'agent', '--org', 'nobody'], '--org: no such organisation'],
		[['--role', 'provider', '--org', 'djobea'], '--subject: a provider token needs the provider it is for'],
		[['--role', 'provider', '--org', 'djobea', '--subject', 'nobody'], '--subject: no such provider'],
		[['--role', 'agent', '--org', 'djobea', '--subject', 'a b'], '--subject: the subject is not an id'],
	])('%j fails', async (argv, said) => {
		const { code, out, err } = await command(...argv);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toContain(said);
	});
});

describe('a token', () => {
	test('of a provider who is gone opens nothing', async () => {
		const { out } = await command('--role', 'provider', '--org', 'djobea', '--subject', 'divine');
		await ProviderModel.deleteOne({ org: 'djobea', id: 'divine' });
		await expect(authenticate(out.trim())).rejects.toMatchObject({ code: 'unauthenticated' });
	});

	test('that is none, or was changed, opens nothing', async () => {
		const { out } = await command('--role', 'agent', '--org', 'djobea');
		const [header = '', , signature = ''] = out.trim().split('.');
		const claims = Buffer.from(JSON.stringify({ org: 'djobea', role: 'admin', iss: 'palabre', exp: 4_000_000_000 })).toString('base64url');
		await expect(authenticate('nonsense')).rejects.toMatchObject({ code: 'unauthenticated' });
		await expect(authenticate(`${header}.${claims}.${signature}`)).rejects.toMatchObject({ code: 'unauthenticated' });
	});
});
