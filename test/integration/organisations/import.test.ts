import { beforeEach, describe, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { findAccount, findManagers } from '../../../src/modules/accounts/index.ts';
import { runImport } from '../../../src/modules/organisations/import/cli.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { getOrganisation } from '../../../src/modules/organisations/index.ts';
import { findProvider, findProviders } from '../../../src/modules/providers/index.ts';
import { recordRating } from '../../../src/modules/providers/record-rating.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { playScene } from '../../support/scene.ts';
import { contactOf, context, djobea, everything, good, load, now } from './import-file.ts';

useDatabase();
beforeEach(clearDatabase);

test('a file becomes an organisation with its providers and accounts', async () => {
	expect(await load(good)).toEqual({
		reports: [
			{
				slug: 'djobea',
				organisation: 'created',
				senders: { created: 2, updated: 0, unchanged: 0 },
				providers: { created: 2, updated: 0, unchanged: 0 },
				agents: { created: 2, updated: 0, unchanged: 0 },
			},
		],
	});
	expect((await getOrganisation('djobea')).settings).toMatchObject({ offer_seconds: 120, offer_batch: 3 });
	expect(await findProvider(djobea, 'divine')).toMatchObject({
		phone: '+237670000010',
		language: 'en',
		channel: 'sms',
		hours: { text: '24/7' },
		rating: { sum: 0, count: 0 },
	});
	expect((await findProviders(djobea, 'electricite')).map(({ id }) => id)).toEqual(['divine']);
	expect(await findAccount(djobea, 'awa')).toMatchObject({ role: 'agent', languages: ['fr', 'en'] });
	expect((await findManagers(djobea)).map(({ id }) => id)).toEqual(['hortense']);
	expect((await everything()).senders).toMatchObject([
		{ org: 'djobea', channel: 'whatsapp', address: '+14155238886' },
		{ org: 'djobea', channel: 'sms', address: '+14155238887' },
	]);
});

test('a provider is a contact who can be written to', async () => {
	await load(good);
	const contact = await contactOf('divine');
	expect(contact).toMatchObject({
		_id: (await findProvider(djobea, 'divine'))?.contact,
		org: 'djobea',
		phone: '+237670000010',
		name: 'Divine Ngwa',
		language: 'en',
		reach: [{ channel: 'sms', carrier: 'simulator', sender: '+14155238887', address: '+237670000010' }],
	});
	const [manager] = await findManagers(djobea);
	expect(await ContactModel.findOne({ org: 'djobea', _id: manager?.contact }).lean()).toMatchObject({ phone: '+237699000001' });
});

test('the same file twice changes nothing', async () => {
	await load(good);
	const before = await everything();
	expect(await load(good, new Date('2026-12-24T10:00:00Z'))).toMatchObject({
		reports: [
			{
				organisation: 'unchanged',
				senders: { unchanged: 2, created: 0 },
				providers: { unchanged: 2, created: 0, updated: 0 },
				agents: { unchanged: 2, created: 0, updated: 0 },
			},
		],
	});
	expect(await everything()).toEqual(before);
});

test('a file imported again once there is a Twilio account: whoever never wrote is reached through it', async () => {
	await load(good);
	const heard = { org: 'djobea', provider: 'paul' };
	await ContactModel.updateOne(heard, { $set: { 'reach.0.lastInboundAt': now } });
	await importText(good, 'file.yaml', async () => ({ ...context, carrier: 'twilio' }));
	expect((await contactOf('divine'))?.reach).toMatchObject([{ carrier: 'twilio' }]);
	expect((await contactOf('paul'))?.reach).toMatchObject([{ carrier: 'simulator' }]);
});

test('a changed file changes what it says and nothing else', async () => {
	await load(good);
	await playScene({ org: 'djobea', now }, (scene) => recordRating(scene, 'paul', 5));
	const changed = good
		.replace('zones: [bonamoussadi], hours', 'zones: [bonamoussadi], position: [4.08, 9.73], hours')
		.replace('offer_seconds: 120', 'offer_seconds: 60');
	expect(await load(changed)).toMatchObject({
		reports: [{ organisation: 'updated', providers: { updated: 1, unchanged: 1 }, agents: { unchanged: 2 } }],
	});
	expect(await findProvider(djobea, 'paul')).toMatchObject({ position: { lat: 4.08, lon: 9.73 }, rating: { sum: 5, count: 1 } });
	expect((await getOrganisation('djobea')).settings.offer_seconds).toBe(60);
	await load(good);
	expect((await findProvider(djobea, 'paul'))?.position).toBeUndefined();
});

test('two providers may swap their numbers, and their contacts with them', async () => {
	await load(good);
	const before = { paul: await contactOf('paul'), divine: await contactOf('divine') };
	const swapped = good.replace('"+237690000001"', '"+237670000010"').replace('"670 00 00 10"', '"+237690000001"');
	expect(await load(swapped)).toMatchObject({ reports: [{ providers: { updated: 2 } }] });
	expect(await findProvider(djobea, 'paul')).toMatchObject({ phone: '+237670000010', contact: before.divine?._id });
	expect(await findProvider(djobea, 'divine')).toMatchObject({ phone: '+237690000001', contact: before.paul?._id });
	expect((await contactOf('paul'))?._id).toBe(before.divine?._id);
	expect((await contactOf('divine'))?._id).toBe(before.paul?._id);
});

test('a new number leaves the old contact behind, as a client', async () => {
	await load(good);
	const old = await contactOf('paul');
	await load(good.replace('"+237690000001"', '"+237690000055"'));
	expect((await contactOf('paul'))?.phone).toBe('+237690000055');
	expect((await ContactModel.findOne({ org: 'djobea', _id: old?._id }).lean())?.provider).toBeUndefined();
});

describe('refused whole', () => {
	const nothing = { organisations: [], providers: [], accounts: [], senders: [], contacts: [] };

	test('a file with one mistake leaves the database as it was', async () => {
		const result = await load(good.replace('role: manager', 'role: boss'));
		expect(result).toEqual({ errors: [expect.stringContaining('file.yaml:17: organisations[0].agents[0].role')] });
		expect(await everything()).toEqual(nothing);
	});

	test("another organisation's sender", async () => {
		await load(good.replace('slug: djobea', 'slug: other'));
		const before = await everything();
		expect(await load(good.replace('+14155238886', '+14155238899'))).toEqual({
			errors: ['file.yaml:9: organisations[0].senders[1].address: the address already sends for another organisation'],
		});
		expect(await everything()).toEqual(before);
	});

	test('the number of a provider and of an account that the file does not mention', async () => {
		await load(good);
		const before = await everything();
		expect(await load(good.replace('id: paul', 'id: pablo').replace('id: hortense', 'id: hermine'))).toEqual({
			errors: [
				'file.yaml:14: organisations[0].providers[0].phone: the number is that of another provider of the organisation',
				'file.yaml:17: organisations[0].agents[0].phone: the number is that of another account of the organisation',
			],
		});
		expect(await everything()).toEqual(before);
	});
});

test('two organisations may have a provider of the same id and number', async () => {
	await load(good);
	const other = good.replace('slug: djobea', 'slug: other').replace('+14155238886', '+14155238896').replace('+14155238887', '+14155238897');
	expect(await load(other)).toMatchObject({ reports: [{ slug: 'other', providers: { created: 2 } }] });
	expect((await findProvider({ org: 'other' }, 'paul'))?.contact).toBe((await contactOf('paul', 'other'))?._id);
	expect((await contactOf('paul', 'other'))?._id).not.toBe((await contactOf('paul'))?._id);
});

describe('the command', () => {
	async function command(...argv: string[]) {
		const said: { out: string[]; err: string[] } = { out: [], err: [] };
		let connected = false;
		const connect = async () => {
			connected = true;
			return context;
		};
		const code = await runImport(argv, connect, { out: (text) => void said.out.push(text), err: (text) => void said.err.push(text) });
		return { code, out: said.out.join(''), err: said.err.join(''), connected };
	}

	test('says what it did', async () => {
		expect(await command('test/fixtures/import/good.yaml')).toEqual({
			code: 0,
			out: 'djobea: organisation created; senders 2 created; providers 2 created; agents 2 created\n7 changes\n',
			err: '',
			connected: true,
		});
	});

	test('refuses a wrong file without a database', async () => {
		const { code, out, err, connected } = await command('test/fixtures/import/mistakes.json');
		expect({ code, out, connected }).toEqual({ code: 1, out: '', connected: false });
		expect(err).toMatch(/^mistakes\.json:1: document: .*\nNothing was changed\.\n$/);
	});

	test.each([[[]], [['nowhere.yaml']], [['a.yaml', 'b.yaml']], [['--help']]])('with %j fails on stderr', async (argv) => {
		expect(await command(...argv)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/./), connected: false });
	});
});
