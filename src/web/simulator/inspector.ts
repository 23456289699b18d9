import type { Contact } from '../../conversation/contacts/contact.ts';
import { type TurnTrace, TurnTraceModel } from '../../conversation/turn/trace.ts';
import type { SimulatorDeps } from './deps.ts';

/** As many turns as one looks back on. */
const MAX_TURNS = 20;

export interface Inspection {
	contact: Pick<Contact, '_id' | 'name' | 'language' | 'owner' | 'agent' | 'handoverReason' | 'provider' | 'reach' | 'session'> | null;
	/** The latest first. */
	turns: TurnTrace[];
}

/** What the program knows and last did about the person behind a phone. */
export async function inspect(deps: SimulatorDeps, phone: { org: string; address: string }): Promise<Inspection> {
	const contact = await deps.contactAt(phone.org, phone.address);
	if (contact === null) return { contact: null, turns: [] };
	const turns = await TurnTraceModel.find({ org: phone.org, contact: contact._id }).sort({ _id: -1 }).limit(MAX_TURNS).lean();
	const { _id, name, language, owner, agent, handoverReason, provider, reach, session } = contact;
	return { contact: { _id, name, language, owner, agent, handoverReason, provider, reach, session }, turns };
}
