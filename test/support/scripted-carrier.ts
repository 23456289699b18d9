import type { Accepted, Carrier, Delivery, SendFailure, SendResult, StatusUpdate } from '../../src/channels/message.ts';

/** A carrier that answers what the test says, in order, then takes everything. It remembers what it was handed. */
export interface ScriptedCarrier extends Carrier {
	sent: Delivery[];
	lookedUp: { delivery: Delivery; known: string[] }[];
	/** The next answers to `send`; a function may act before it answers. */
	script: (SendResult | ((delivery: Delivery) => Promise<SendResult>))[];
	/** The next answers to `lookUp`. */
	lookUps: (Accepted | null | Error)[];
	/** What `fetchStatus` knows, by the carrier's id. */
	states: Record<string, StatusUpdate['status'] | Error>;
	askedFor: string[];
	failures: Record<string, SendFailure>;
}

export function scriptedCarrier(): ScriptedCarrier {
	const carrier: ScriptedCarrier = {
		name: 'twilio',
		sent: [],
		lookedUp: [],
		script: [],
		lookUps: [],
		states: {},
		askedFor: [],
		failures: {},
		async send(delivery) {
			carrier.sent.push(delivery);
			const answer = carrier.script.shift() ?? takes(`SM${carrier.sent.length}`);
			return typeof answer === 'function' ? answer(delivery) : answer;
		},
		async lookUp(delivery, _attemptedAt, known) {
			carrier.lookedUp.push({ delivery, known: [...known] });
			const answer = carrier.lookUps.shift() ?? null;
			if (answer instanceof Error) throw answer;
			return answer;
		},
		async fetchStatus(providerId) {
			carrier.askedFor.push(providerId);
			const status = carrier.states[providerId];
			if (status instanceof Error) throw status;
			return status === undefined ? null : { carrier: 'twilio', providerId, status };
		},
		failureOf: (code) => carrier.failures[code] ?? { action: 'fail', code },
		showTyping() {},
		async fetchMedia() {
			throw new Error('no media here');
		},
	};
	return carrier;
}

export function takes(providerId: string, status: Accepted['status'] = 'queued'): SendResult {
	return { ok: true, accepted: { providerId, status } };
}

export function refuses(action: SendFailure['action'], code: string, retryAfterMs?: number): SendResult {
	return { ok: false, failure: { action, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } };
}
