import { describe, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { BEN, HORTENSE, PAUL, ROSALIE, wordsOf } from './people.ts';
import { everythingOf, ownerOf, whereIs } from './rows.ts';
import { useWorld } from './world.ts';

const { asksForAPlumber, call, complains, erase, house, idOf, says } = useWorld();

describe('nobody is erased', () => {
	test('but by a manager or an admin of their own organisation, with a reason that is one', async () => {
		await says('djobea', ROSALIE, 'bonjour');
		const rosalie = await idOf('djobea', ROSALIE);
		for (const who of ['agent', 'counter', 'provider']) expect((await erase(who, rosalie)).status).toBe(403);
		expect((await erase('stranger', rosalie)).status).toBe(404);
		expect((await erase('hortense', 'nobody')).status).toBe(404);
		expect((await call('hortense', 'POST', `/contacts/${rosalie}/erase`, { reason: 'Rosalie asked' })).status).toBe(400);
		expect(await house().contact('djobea', ROSALIE.phone)).toMatchObject({ name: ROSALIE.name });
	});

	test.each([
		['a provider', PAUL, /providers/],
		['on the staff', HORTENSE, /staff/],
	])('while %s', async (_what, phone, title) => {
		const { status, body } = await erase('admin', phone);
		expect({ status, title: body.title }).toEqual({ status: 409, title: expect.stringMatching(title) });
	});

	test('before a request of theirs has ended', async () => {
		const client = { ...ROSALIE, phone: '+237677000011' };
		await asksForAPlumber('djobea', client);
		const before = await everythingOf((row) => ownerOf(row) === 'djobea');
		const { status, body } = await erase('hortense', client.phone);
		expect({ status, title: body.title }).toEqual({ status: 409, title: expect.stringMatching(/request \d+ has not ended/) });
		expect(await everythingOf((row) => ownerOf(row) === 'djobea')).toEqual(before);
	});

	test('while a turn of theirs is being taken', async () => {
		await complains('djobea', BEN);
		const ben = await idOf('djobea', BEN);
		const lease = { owner: 'a turn', until: new Date(house().clock.now().getTime() + 30_000) };
		await ContactModel.updateOne({ _id: ben, org: 'djobea' }, { $set: { lease } });
		const before = await whereIs(wordsOf(BEN), ['djobea']);
		expect((await erase('hortense', ben)).status).toBe(409);
		expect(await whereIs(wordsOf(BEN), ['djobea'])).toEqual(before);
		house().clock.minutes(1);
		expect((await erase('hortense', ben)).status).toBe(200);
	});

	test('while they hold an appointment', async () => {
		await says('accueil', ROSALIE, 'un rdv vendredi 10h30 pour un crédit au plateau');
		await says('accueil', ROSALIE, 'oui');
		const { body } = await erase('host', ROSALIE.phone);
		expect(body).toMatchObject({ code: 'conflict', title: expect.stringContaining('appointment') });
		expect(await house().contact('accueil', ROSALIE.phone)).toMatchObject({ name: ROSALIE.name });
	});

	test('while they hold a ticket', async () => {
		await says('accueil', BEN, 'un ticket pour un dépôt au plateau');
		await says('accueil', BEN, 'oui');
		expect((await erase('host', BEN.phone)).body).toMatchObject({ code: 'conflict', title: expect.stringMatching(/ticket A\d+/) });
		expect(await house().contact('accueil', BEN.phone)).toMatchObject({ name: BEN.name });
	});
});
