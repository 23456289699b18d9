import { ContactModel } from '../../conversation/contacts/model.ts';
import { InboxModel } from '../../conversation/inbox/model.ts';
import type { StoredEvent } from '../../platform/events/event.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { SortTexts } from '../../understanding/triage/labels.ts';
import { TRIAGE_VERSION } from '../../understanding/triage/triage.ts';
import { getOrganisation } from '../organisations/index.ts';
import { isPersonInput, PERSON_KINDS, wordsOf } from './person-input.ts';
import { latestTriage, TriageModel, type TriageRow } from './triage-model.ts';

/** As much of a conversation as tells what it is about. */
const MOST_TEXTS = 6;
const MOST_CHARACTERS = 2_000;
/** What was said before belongs to another matter. */
const LOOK_BACK_MS = 24 * 3600_000;

/**
 * Sorts a conversation that came into human hands, or that the person went on with there. Outside any transaction: a model may be asked.
 * The same event again changes nothing.
 */
export async function triageConversation(triage: SortTexts, event: StoredEvent): Promise<void> {
	const { org, at, _id } = event;
	const contactId = event.subject.id;
	if ((await TriageModel.findOne({ _id, org }, { _id: 1 }).lean()) !== null) return;
	const contact = await ContactModel.findOne({ _id: contactId, org }, { language: 1 }).lean();
	if (contact === null) return;
	const before = event.type === 'conversation.written' ? await latestTriage(org, contactId) : null;
	const said = await saidBefore(org, contactId, at);
	if (said.length === 0) return;
	const { timezone } = await getOrganisation(org);
	const labels = await triage(
		said.map(({ text }) => text),
		{
			org,
			timezone,
			language: contact.language ?? null,
			now: at,
			previous: before === null ? null : { urgency: before.urgency.value, danger: before.danger },
			...(before === null ? {} : { fresh: said.filter((one) => one.at > before.at).length }),
		},
	);
	const row: TriageRow = { _id, org, contact: contactId, at, version: TRIAGE_VERSION, ...labels, corrections: [] };
	if (before !== null) keepWhatPeopleSaid(row, before);
	try {
		await insertRows(TriageModel, [row]);
	} catch (error) {
		if (!isDuplicate(error)) throw error;
	}
}

/** An agent's word about the matter stays; an urgency that has not moved since keeps its origin. */
function keepWhatPeopleSaid(row: TriageRow, before: TriageRow): void {
	if (before.category.source === 'human') row.category = before.category;
	if (before.urgency.value === row.urgency.value) row.urgency = before.urgency;
}

/** What the person wrote, oldest first, up to the event. */
async function saidBefore(org: string, contact: string, at: Date): Promise<{ text: string; at: Date }[]> {
	const items = await InboxModel.find(
		{ org, contact, 'input.kind': { $in: PERSON_KINDS }, receivedAt: { $lte: at, $gte: new Date(at.getTime() - LOOK_BACK_MS) } },
		{ input: 1, heard: 1, receivedAt: 1 },
	)
		.sort({ receivedAt: -1, _id: -1 })
		.limit(MOST_TEXTS)
		.lean();
	return items.reverse().flatMap(({ input, heard, receivedAt }) => {
		const text = heard ?? (isPersonInput(input) && input.kind !== 'opt_out' ? wordsOf(input) : '');
		return text.trim() === '' ? [] : [{ text: text.slice(0, MOST_CHARACTERS), at: receivedAt }];
	});
}
