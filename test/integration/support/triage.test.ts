import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runTriageReport } from '../../../src/modules/support/index.ts';
import { triageReport } from '../../../src/modules/support/triage-report.ts';
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
	const confidence = Number(Object(shown.body.items[0]?.triage).category.confidence);
	expect(await triageReport(ORG)).toContainEqual({
		label: 'category',
		given: 1,
		corrected: 1,
		givers: [{ giver: 'local', given: 1, corrected: 1, confidence: { kept: null, corrected: confidence } }],
		confusions: [{ from: 'facturation', to: 'commercial', giver: 'local', count: 1 }],
		examples: [
			{
				from: 'facturation',
				to: 'commercial',
				giver: 'local',
				confidence,
				words: "ma facture est fausse, j'ai été débité deux fois",
			},
		],
	});
	expect((await triageReport('other')).map(({ given }) => given)).toEqual([0, 0, 0]);
});

/** Sorts what a person has said in human hands, as the worker does. */
async function sort(contact: string): Promise<void> {
	await desk.drain(contact);
	for (const event of await EventModel.find({ org: ORG, type: 'conversation.written', 'subject.id': contact }).lean())
		for (const subscriber of desk.subscribers) await subscriber.run(event);
}

async function printed(...argv: string[]): Promise<string> {
	let said = '';
	const out = (text: string): void => {
		said += text;
	};
	expect(await runTriageReport(argv, { out, err: out, connect: async () => undefined })).toBe(0);
	return said;
}

test('the report tells who gave what, how surely, and shows examples that name nobody', async () => {
	const right = await desk.waiting();
	await desk.writes(right, 'ma facture est trop élevée ce mois-ci');
	await sort(right);
	const wrong = await desk.waiting({ name: 'Mme Ngo Marceline' });
	await desk.writes(wrong, "je m'appelle Brenda et la facture de Mme Ngo, dossier 4512, est fausse, écrivez au 699 00 11 22");
	await sort(wrong);
	await desk.ask(AWA, 'POST', `/conversations/${wrong}/triage`, { category: 'technique', urgency: 'haute' });
	await desk.ask(AWA, 'POST', `/conversations/${wrong}/triage`, { category: 'resiliation', urgency: 'moyenne' });
	// What a person said of the category stays with the next message: nobody gave it anew.
	await desk.writes(wrong, 'et ma box ne marche plus');
	await sort(wrong);

	const said = await printed('--org', ORG);
	expect(said).toMatch(/^category: 1 corrected of 2 given \(50\.0 %\)$/m);
	expect(said).toMatch(
		/^ {2}by local: 1 corrected of 2 given \(50\.0 %\); confidence 0\.\d\d in what stood, 0\.\d\d in what was corrected$/m,
	);
	expect(said).toMatch(/^ {2}1 × facturation → resiliation \(local\)$/m);
	expect(said).toMatch(
		/^ {2}e\.g\. facturation → resiliation \(local, 0\.\d\d\): je m'appelle \[name\] et la facture de \[name\] \[name\], dossier \[number\]/m,
	);
	expect(said).not.toMatch(/Brenda|Ngo|Marceline|699|4512/);
	expect(await printed()).toBe(said);
	expect(await printed('--org', 'other')).toMatch(/^category: 0 corrected of 0 given$/m);
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
