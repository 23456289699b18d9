import { blankMessages } from '../../channels/outbox/blank-messages.ts';
import { AppError } from '../../platform/errors.ts';
import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { ContactModel } from '../contacts/model.ts';
import { InboxModel } from '../inbox/model.ts';
import type { Scene } from '../scene/scene.ts';
import type { Facts, Session } from '../session.ts';
import { TurnTraceModel } from '../turn/trace.ts';
import { INPUT_BLANKS } from './erase-talk.ts';
import type { Person } from './person.ts';

/** What others were told of a person's affairs: providers of a request, managers of an alarm. */
export interface Told {
	/** The contacts who heard of it. */
	contacts: string[];
	/** The requests it was about. */
	requests: string[];
	/** What their messages were about: requests, and offers of them. */
	subjects: string[];
}

/** What facts of a request tell of its client. */
const PERSONAL_FACTS = ['problem', 'landmark', 'client_name', 'client_phone', 'lat', 'lon', 'reason', 'cancel_reason'];

/**
 * Blanks what others were told of the person: the news, the messages, and what their open dialogues still hold of it; at most `most` rows of
 * each. Gives how many. Throws `conflict` while one of them is being answered.
 */
export async function blankTold(scene: Scene, person: Person, told: Told, most: number): Promise<number> {
	const { org, db } = scene;
	const contact = { $in: told.contacts.filter((id) => !person.contacts.includes(id)) };
	if (contact.$in.length === 0 || told.requests.length === 0) return 0;
	const news = { org, contact, 'input.kind': 'domain', 'input.data.request': { $in: told.requests } };
	const inputs = await blankRows(InboxModel, news, INPUT_BLANKS, { db, most });
	// A message that was joined with another is about the first; the number betrays it.
	const about = {
		$or: [{ subject: { $in: told.subjects } }, ...(person.phone === null ? [] : [{ text: { $regex: literal(person.phone) } }])],
	};
	const messages = await blankMessages(scene, { contact, ...about }, most);
	const traces = await TurnTraceModel.deleteMany(
		{
			org,
			contact,
			$or: [
				{ 'input.data.request': { $in: told.requests } },
				{ 'before.facts.request': { $in: told.requests } },
				{ 'after.facts.request': { $in: told.requests } },
				{ 'commands.data.request': { $in: told.requests } },
			],
		},
		{ session: db },
	);
	return inputs.length + messages + traces.deletedCount + (await blankDialogues(scene, contact, told));
}

async function blankDialogues(scene: Scene, contact: { $in: string[] }, told: Told): Promise<number> {
	const { org, db, now } = scene;
	const requests = { $in: told.requests };
	const rows = await ContactModel.find(
		{
			org,
			_id: contact,
			$or: [
				{ 'session.frames.facts.request': requests },
				{ 'session.standing.facts.request': requests },
				{ 'session.drafts.facts.request': requests },
			],
		},
		{ session: true },
		{ session: db },
	).lean();
	let blanked = 0;
	for (const { _id, session } of rows) {
		const next = withoutFacts(session, told.requests);
		if (next === null) continue;
		const { matchedCount } = await ContactModel.updateOne(
			{ _id, org, 'lease.until': { $lte: now } },
			{ $set: { session: next } },
			{ session: db },
		);
		if (matchedCount === 0) throw new AppError('conflict', 'somebody who served them is being answered just now: ask again in a minute');
		blanked++;
	}
	return blanked;
}

/** Null: it holds nothing of them. */
function withoutFacts(session: Session, requests: readonly string[]): Session | null {
	let changed = false;
	const clean = <T extends { facts: Facts }>(held: T): T => {
		const { request } = held.facts;
		const tells = PERSONAL_FACTS.some((fact) => fact in held.facts);
		if (typeof request !== 'string' || !requests.includes(request) || !tells) return held;
		changed = true;
		return { ...held, facts: Object.fromEntries(Object.entries(held.facts).filter(([fact]) => !PERSONAL_FACTS.includes(fact))) };
	};
	const { frames, standing, drafts } = session;
	const next = { ...session, frames: frames.map(clean), standing: standing.map(clean), drafts: drafts.map(clean) };
	return changed ? { ...next, lastPrompt: '' } : null;
}

function literal(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
