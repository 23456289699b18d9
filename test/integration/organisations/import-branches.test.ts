import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { findAccount } from '../../../src/modules/accounts/index.ts';
import { getOrganisation, hostedScene, offersOf, organisationsServedBy } from '../../../src/modules/organisations/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { playScene } from '../../support/scene.ts';
import { everything, good, load, now } from './import-file.ts';

useDatabase();
beforeEach(clearDatabase);

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
