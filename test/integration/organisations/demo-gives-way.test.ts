import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { SenderModel } from '../../../src/channels/senders/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { findAccount } from '../../../src/modules/accounts/index.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { organisationsServedBy } from '../../../src/modules/organisations/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { contactOf, context, everything, good, load, now } from './import-file.ts';

useDatabase();
beforeEach(clearDatabase);

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
