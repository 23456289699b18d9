import { setTimeout as later } from 'node:timers/promises';
import type { TwilioEmulator } from '../twilio-emulator/emulator.ts';
import type { UserMessage } from '../twilio-emulator/user.ts';

/** One webhook as the carrier saw it. Times are the emulator's, in ms. */
export interface Posted {
	sid: string;
	from: string;
	/** When it was posted first. */
	postedAt: number;
	/** When the first 200 came; undefined: never. */
	ackedAt?: number;
	/** Answers that were not 200. */
	failures: number;
	copies: number;
	late: boolean;
}

export interface PostOffice {
	readonly posted: Posted[];
	/** Resolves when the webhook was answered 200, or nobody waits for it any more. */
	post(message: UserMessage, random: () => number): Promise<void>;
	/** Gives up what has no 200 yet. */
	close(): void;
	/** Webhooks on their way. */
	readonly underWay: number;
}

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 3_000;

/**
 * Brings people's messages to the program as Twilio with `#rc=3&rp=all` and a fallback URL would: again until there is a 200, under the
 * same MessageSid; some of them twice or three times, some so late that others overtake them.
 */
export function openPostOffice(emulator: TwilioEmulator, rates: { repeated: number; late: number }, clock: () => number): PostOffice {
	const posted: Posted[] = [];
	let closed = false;
	let underWay = 0;

	async function post(message: UserMessage, random: () => number): Promise<void> {
		const copies = random() < rates.repeated ? (random() < 0.5 ? 2 : 3) : 1;
		const late = random() < rates.late;
		if (late) await later(300 + random() * 1_200);
		const entry: Posted = { sid: '', from: message.from, postedAt: clock(), failures: 0, copies, late };
		posted.push(entry);
		underWay++;
		try {
			const sent = await emulator.userSends(message);
			entry.sid = sent.sid;
			note(entry, sent.status);
			// The second copy comes at once, as when an answer is lost; the third a while later.
			await Promise.all(
				Array.from({ length: copies }, async (_, copy) => {
					if (copy > 1) await later(500 + random() * 2_000);
					let wait = FIRST_RETRY_MS;
					while ((copy === 0 ? entry.ackedAt === undefined : true) && !closed) {
						if (copy === 0) {
							await later(wait);
							wait = Math.min(LONGEST_RETRY_MS, wait * 2);
						}
						note(entry, (await emulator.redeliver(sent)).status);
						if (copy > 0) break;
					}
				}),
			);
		} finally {
			underWay--;
		}
	}

	function note(entry: Posted, status: number): void {
		if (status === 200) entry.ackedAt ??= clock();
		else entry.failures++;
	}

	return {
		posted,
		post,
		close: () => {
			closed = true;
		},
		get underWay() {
			return underWay;
		},
	};
}
