import { fold } from '../../../platform/fold.ts';

/** For whom a booking is, when not for the client themselves. */
export interface Holder {
	/** The name folded: the same person is known again by it (rule Q13). */
	holder: string;
	/** As given, for the staff. */
	name: string;
}

const MAX_NAME = 60;

/** The person named; null without a name: the booking is the client's own. */
export function holderOf(name: string | null | undefined): Holder | null {
	const text = name?.trim().slice(0, MAX_NAME);
	return text === undefined || text === '' ? null : { holder: fold(text) || 'other', name: text };
}

/** For whom a stored row is; null: for the client themselves. */
export function holderIn({ holder, name }: { holder?: string; name?: string }): Holder | null {
	return holder === undefined ? null : { holder, name: name ?? holder };
}
