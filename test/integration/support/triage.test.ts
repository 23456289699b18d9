import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { triageReport } from '../../../src/modules/support/report.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { sharedBudget } from '../../../src/understanding/llm/usage.ts';
import { useDatabase } from '../../support/database.ts';
import { AWA, ORG, openDesk, STRANGER } from './desk.ts';

useDatabase();
const desk = openDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => desk.reset());

test('a conversation in human hands is sorted, corrected and reported', async () => {
	const contact = await desk.waiting();
	await desk.writes(contact, "bonjour, ma facture est fausse, j'ai été débité deux fois");
	await desk.drain(contact);
	const [event] = await EventModel.find({ org: ORG, type: 'conversation.written' }).lean();
	if (event === undefined) throw new Error('nothing was said');
	for (const subscriber of desk.subscribers) for (let time = 0; time < 2; time++) await subscriber.run(event);

	const shown = await desk.ask(AWA, 'GET', '/conversations');
	expect(shown.body.items[0]).toMatchObject({ category: 'facturation', sentiment: 'negatif', triage: { category: { source: 'local' } } });
	expect(shown.body.items[0]?.summary).toContain('ma facture est fausse');

	expect((await desk.ask(STRANGER, 'POST', `/conversations/${contact}/triage`, { category: 'autre' })).status).toBe(404);
	expect((await desk.ask(AWA, 'POST', `/conversations/${contact}/triage`, {})).status).toBe(400);
	const corrected = await desk.ask(AWA, 'POST', `/conversations/${contact}/triage`, { category: 'commercial' });
	expect(corrected).toMatchObject({ status: 200, body: { category: 'commercial', triage: { category: { source: 'human' } } } });
	expect(await triageReport(ORG)).toContainEqual({
		label: 'category',
		sorted: 1,
		corrected: 1,
		confusions: [{ from: 'facturation', to: 'commercial', source: 'local', count: 1 }],
	});
});

test('a voice note is heard as words, and without a listener the person is asked to write', async () => {
	const contact = await desk.person();
	const voice = { kind: 'media' as const, media: [{ url: 'x', contentType: 'audio/ogg' }], caption: '' };
	await desk.writes(contact, voice);
	await desk.drain(contact, { transcribe: async () => null });
	expect((await desk.said(contact)).join()).toContain('vocaux');
	await desk.writes(contact, voice);
	await desk.drain(contact, { transcribe: async () => 'agent' });
	expect((await desk.contact(contact))?.owner).toBe('human');
	expect((await desk.inbox(contact)).at(-1)?.heard).toBe('agent');
});

test("an organisation's day has so many tokens", async () => {
	const budget = sharedBudget(100);
	const now = desk.clock.now();
	for (const day of ['2026-11-20', '2026-11-19', '2026-11-21']) {
		const taken = await Promise.all([1, 2, 3, 4].map(() => budget.take(ORG, day, 40, now)));
		expect(taken.filter(Boolean)).toHaveLength(2);
	}
	expect(await budget.take('other', '2026-11-21', 40, now)).toBe(true);
	await budget.settle(ORG, '2026-11-21', -40);
	expect(await budget.take(ORG, '2026-11-21', 40, now)).toBe(true);
});
