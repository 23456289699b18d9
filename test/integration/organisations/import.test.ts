import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { SenderModel } from '../../../src/channels/senders/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { findAccount, findManagers } from '../../../src/modules/accounts/index.ts';
import { AccountModel } from '../../../src/modules/accounts/model.ts';
import { runImport } from '../../../src/modules/organisations/import/cli.ts';
import type { ImportContext } from '../../../src/modules/organisations/import/context.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { getOrganisation, hostedScene, offersOf, organisationsServedBy } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { findProvider, findProviders } from '../../../src/modules/providers/index.ts';
import { ProviderModel } from '../../../src/modules/providers/model.ts';
import { recordRating } from '../../../src/modules/providers/record-rating.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { ACROSS_ORGANISATIONS } from '../../../src/platform/mongo/define-model.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { playScene } from '../../support/scene.ts';

useDatabase();
beforeEach(clearDatabase);

const now = new Date('2026-11-21T10:00:00Z');
const good = readFileSync('test/fixtures/import/good.yaml', 'utf8');
const djobea = { org: 'djobea' };

const newId = monotonicIds({ now: () => now });
const context: ImportContext = { clock: { now: () => now }, newId, carrier: 'simulator' };

async function load(text: string, at = now) {
	return importText(text, 'file.yaml', async () => ({ ...context, clock: { now: () => at } }));
}

async function everything() {
	const [organisations, providers, accounts, senders, contacts] = await Promise.all([
		OrganisationModel.find().sort({ _id: 1 }).lean(),
		ProviderModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		AccountModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		SenderModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		ContactModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
	]);
	return { organisations, providers, accounts, senders, contacts };
}

async function contactOf(provider: string, org = 'djobea') {
	return ContactModel.findOne({ org, provider }).lean();
}

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

describe('branches and queues', () => {
	const branches = readFileSync('test/fixtures/import/branches.yaml', 'utf8');
	const banque = async () => getOrganisation('banque');

	test('are read complete: hours, codes, regions, rules of booking', async () => {
		expect(await load(branches)).toMatchObject({ reports: [{ slug: 'accueil' }, { slug: 'banque', agents: { created: 1 } }] });
		const organisation = await banque();
		expect(organisation).toMatchObject({
			hostedBy: 'accueil',
			plan: { name: 'bank', monthly: 75_000 },
			holidays: [{ date: '2026-12-25', name: 'Noël' }],
			services: [
				{ id: 'depot', durationMinutes: 6, ways: ['queue'], skills: [] },
				{
					id: 'conseil',
					ways: ['queue', 'appointment'],
					skills: ['credit'],
					appointment: { slotMinutes: 30, capacity: 1, holdMinutes: 10, branches: ['plateau'], hours: { text: 'Mo-Fr 09:00-12:00' } },
				},
			],
			branches: [
				{
					id: 'plateau',
					region: 'dakar',
					code: 'BANQUE-PLATEAU',
					holidays: [{ date: '2026-12-24' }],
					counters: [{ id: 'g1' }, { id: 'g2' }],
				},
				{ id: 'ndar', region: 'saint-louis', code: 'NDAR', hours: { text: 'Mo-Fr 08:00-17:00' } },
			],
			queues: [
				{
					id: 'caisse',
					policy: 'balanced',
					policyOptions: { ratio: 3 },
					classes: { vip: { price: 1000 } },
					capacity: 200,
					presence: 'none',
				},
				{ id: 'conseil', policy: 'appointments_first', presence: 'qr', averageMinutes: 25 },
			],
		});
		expect(organisation.branches.map(({ arrivalKey }) => arrivalKey)).toEqual([
			expect.stringMatching(/^[A-Z2-9]{6}$/),
			expect.stringMatching(/^[A-Z2-9]{6}$/),
		]);
		expect(await findAccount({ org: 'banque' }, 'fatou')).toMatchObject({ role: 'counter', branches: ['plateau'], counters: ['g1'] });
	});

	test('the same file twice changes nothing, and the arrival keys stay on the walls', async () => {
		await load(branches);
		const before = await everything();
		expect(await load(branches, new Date('2026-12-24T10:00:00Z'))).toMatchObject({
			reports: [{ organisation: 'unchanged' }, { organisation: 'unchanged', agents: { unchanged: 1 } }],
		});
		expect(await everything()).toEqual(before);
		const keys = (await banque()).branches.map(({ arrivalKey }) => arrivalKey);
		expect(await load(branches.replace('prefix: C', 'prefix: K'))).toMatchObject({ reports: [{}, { organisation: 'updated' }] });
		expect((await banque()).branches.map(({ arrivalKey }) => arrivalKey)).toEqual(keys);
	});

	test('an agent with a phone is a contact of the host, whose number is the only one they are written to from', async () => {
		const agent = 'name: Fatou Sarr, role: counter,';
		const withPhone = (phone: string) => branches.replace(agent, `${agent} phone: "${phone}",`);
		expect(await load(withPhone('77 123 45 67'))).toMatchObject({ reports: [{}, { agents: { created: 1 } }] });
		const account = await findAccount({ org: 'banque' }, 'fatou');
		expect(account).toMatchObject({ phone: '+221771234567' });
		const contact = await ContactModel.findOne({ org: 'accueil', _id: account?.contact }).lean();
		expect(contact).toMatchObject({ phone: '+221771234567', reach: [{ channel: 'whatsapp', sender: '+221338000001' }] });
		// What the bank calls its people is not the host's to know.
		expect(contact).not.toHaveProperty('name');
		expect(await ContactModel.countDocuments({ org: 'banque' })).toBe(0);
		expect(await load(withPhone('77 123 45 67'))).toMatchObject({ reports: [{}, { agents: { unchanged: 1 } }] });
	});

	test('the host may stand after those it hosts; its own number is nobody’s phone', async () => {
		const agent = 'name: Fatou Sarr, role: counter,';
		const [head = '', ...organisations] = branches.split(/(?=^ {2}- slug: )/m);
		const turned = [head, ...organisations.toReversed()].join('');
		expect(await load(turned.replace(agent, `${agent} phone: "77 123 45 67",`))).toMatchObject({
			reports: [{ agents: { created: 1 } }, {}],
		});
		expect((await findAccount({ org: 'banque' }, 'fatou'))?.contact).toBeDefined();
		const refused = await load(branches.replace(agent, `${agent} phone: "+221338000001",`));
		expect(refused).toEqual({
			errors: [
				expect.stringMatching(/^file\.yaml:37: organisations\[1\]\.agents\[0\]\.phone: the number is the sender of its host "accueil"$/),
			],
		});
	});

	test('people reach by a number what its organisation hosts', async () => {
		await load(branches);
		expect((await organisationsServedBy('accueil')).map(({ slug }) => slug)).toEqual(['accueil', 'banque']);
		expect(await offersOf('accueil')).toEqual({ requests: false, queues: true, appointments: true });
		await load(good);
		expect(await offersOf('djobea')).toEqual({ requests: true, queues: false, appointments: false });
	});

	test.each([
		['that is not there', 'hosted_by: nobody', 'file.yaml:13: organisations[1].hosted_by: "nobody" is no organisation'],
		['that is itself', 'hosted_by: banque', 'file.yaml:13: organisations[1].hosted_by: an organisation does not host itself: leave it out'],
	])('a host %s is refused', async (_, host, error) => {
		expect(await load(branches.replace('hosted_by: accueil', host))).toEqual({ errors: [error] });
	});

	test('a host without a number, and a host that is hosted, are refused', async () => {
		const mute = branches.replace('    senders: [{ channel: whatsapp, address: "+221338000001" }]\n', '');
		expect(await load(mute)).toEqual({
			errors: ['file.yaml:12: organisations[1].hosted_by: "accueil" has no sender to serve others from'],
		});
		await load(branches);
		await load(good);
		const chain = branches
			.replace('slug: banque', 'slug: autre')
			.replace('hosted_by: accueil', 'hosted_by: banque')
			.replace('code: NDAR', 'code: NDAR-2');
		expect(await load(chain)).toEqual({ errors: ['file.yaml:13: organisations[1].hosted_by: "banque" is hosted itself'] });
	});

	test('a code is that of one branch among all that a host serves', async () => {
		await load(branches);
		const [host = '', bank = ''] = branches.split('  - slug: banque');
		const other = `organisations:\n  - slug: clinique${bank}`;
		expect(host).toContain('accueil');
		expect(await load(other)).toEqual({
			errors: ['file.yaml:24: organisations[0].branches[1].code: the code NDAR is also that of a branch of banque'],
		});
		expect(await load(other.replace('code: NDAR', 'code: CLINIQUE'))).toMatchObject({ reports: [{ slug: 'clinique' }] });
	});

	test('a scene reaches the hosted organisation, and no other', async () => {
		await load(branches);
		await load(good);
		await playScene({ org: 'accueil', now }, async (scene) => {
			expect(await hostedScene(scene, 'accueil')).toBe(scene);
			expect((await hostedScene(scene, 'banque')).org).toBe('banque');
			await expect(hostedScene(scene, 'djobea')).rejects.toMatchObject({ code: 'not_found' });
			await expect(hostedScene(scene, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
		});
		await playScene({ org: 'banque', now }, async (scene) => {
			await expect(hostedScene(scene, 'accueil')).rejects.toMatchObject({ code: 'not_found' });
		});
	});
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

describe('the demo gives way', () => {
	const demo = readFileSync('demo/douala.yaml', 'utf8');
	const asDemo = () => importText(demo, 'douala.yaml', async () => ({ ...context, demo: true }));

	test('to the first file for its organisation: made-up people leave, with their numbers', async () => {
		await asDemo();
		const wrote = await contactOf('paul');
		await ContactModel.updateOne({ org: 'djobea', _id: wrote?._id }, { $set: { 'reach.0.lastInboundAt': now } });
		expect(await load(good)).toMatchObject({ reports: [{ slug: 'djobea', organisation: 'updated' }] });
		const after = await everything();
		const named = [...good.matchAll(/- \{ id: (\w+), name: [^}]*phone: [^}]*services/g)].map((match) => match[1]);
		expect(after.providers.map(({ id }) => id).sort()).toEqual(named.sort());
		expect(await ContactModel.countDocuments({ org: 'djobea', _id: wrote?._id })).toBe(1);
		expect(after.contacts.length).toBeLessThan(10);
		expect(await load(good)).toMatchObject({ reports: [{ organisation: 'unchanged', providers: { created: 0, updated: 0 } }] });
	});

	test('its number goes to another organisation that claims it', async () => {
		await asDemo();
		expect(await load(good.replace('slug: djobea', 'slug: autre'))).toMatchObject({
			reports: [{ slug: 'autre', senders: { created: 2 } }],
		});
		expect(await SenderModel.countDocuments({ org: 'autre' })).toBe(2);
	});

	test('a host to a file of its own, and its made-up houses are no longer served', async () => {
		const dakar = readFileSync('demo/dakar.yaml', 'utf8');
		await importText(dakar, 'dakar.yaml', async () => ({ ...context, demo: true }));
		expect((await organisationsServedBy('sama-tour')).map(({ slug }) => slug)).toEqual(['banque-baobab', 'hopital-corniche', 'sama-tour']);
		const real = readFileSync('test/fixtures/import/branches.yaml', 'utf8').replaceAll('accueil', 'sama-tour');
		await load(real);
		expect((await organisationsServedBy('sama-tour')).map(({ slug }) => slug)).toEqual(['banque', 'sama-tour']);
		expect(await findAccount({ org: 'sama-tour' }, 'khady')).toBeNull();
	});

	test('but its own file imported again changes none of its people', async () => {
		await asDemo();
		const before = await everything();
		await load(demo);
		expect((await everything()).providers).toEqual(before.providers);
		expect(await load(demo)).toMatchObject({ reports: [{ organisation: 'unchanged', providers: { unchanged: 24 } }] });
		const dakar = readFileSync('demo/dakar.yaml', 'utf8');
		await importText(dakar, 'dakar.yaml', async () => ({ ...context, demo: true }));
		const { accounts } = await everything();
		await load(dakar);
		expect((await everything()).accounts).toEqual(accounts);
		expect(await organisationsServedBy('sama-tour')).toHaveLength(3);
	});
});
