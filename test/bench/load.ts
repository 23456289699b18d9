import { seededRandom } from '../twilio-emulator/random.ts';
import { newSid } from '../twilio-emulator/sids.ts';
import { fieldsOf, type Step } from './scenario.ts';
import type { Outgoing, Sink } from './sink.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** A client on the way through the scenario. */
interface Conversation {
	phone: string;
	sender: string;
	/** The step that comes next. */
	at: number;
	screen: Outgoing | null;
	/** A person reads before they answer; also our pace to one person is one message a second (rule X4). */
	readyAt: number;
}

export interface LoadOptions {
	sink: Sink;
	webhooks: WebhookSender;
	publicBaseUrl: string;
	accountSid: string;
	steps: readonly Step[];
	/** Our WhatsApp numbers, used in turn: each may send 80 messages a second. */
	senders: readonly string[];
	/** The number of the nth client. */
	phoneOf(nth: number): string;
}

export interface Samples {
	/** Milliseconds from the webhook's being due to our 200. */
	ack: number[];
	/** Milliseconds from the webhook's being due to the answer's arriving at Twilio. */
	reply: number[];
	/** Anything but 200. */
	refused: number;
	/** An answer that is not the step's. */
	wrong: number;
	/** What the first wrong answer said. */
	firstWrong: string;
	/** No answer in time. */
	lost: number;
	/** Messages that were answered within the measured time. */
	messages: number;
	requests: number;
	/** Webhooks posted in all, the warm-up's too. */
	sent: number;
}

export interface Load {
	/** Always so many messages under way. */
	closed(senders: number, ms: number, onMeasure?: Measure): Promise<Samples>;
	/** So many messages a second, whatever becomes of them. */
	open(perSecond: number, ms: number, onMeasure?: Measure): Promise<Samples>;
}

/** Called when the measured time begins (after the warm-up) and when it ends. */
export interface Measure {
	warmUpMs: number;
	begin(): Promise<void>;
	end(): Promise<void>;
}

const READING_MS = 1_200;
const LOST_MS = 30_000;
const NO_MEASURE: Measure = { warmUpMs: 0, begin: async () => undefined, end: async () => undefined };

/**
 * Clients who live the scenario one after the other. One message in five is a new client's first, so that all steps are there in equal
 * parts soon after the beginning. A conversation is left where it is when the time is over.
 */
export function createLoad(options: LoadOptions): Load {
	const { sink, webhooks, steps, accountSid } = options;
	const waiting = new Map<string, (message: Outgoing) => void>();
	/** In the order in which they will be ready: the pause is the same for all. */
	const idle: Conversation[] = [];
	const url = new URL('/webhooks/twilio/messages', options.publicBaseUrl);
	const random = seededRandom(1);
	let born = 0;
	sink.onSend = (message) => waiting.get(message.to)?.(message);

	function next(now: number): Conversation {
		const first = idle[0];
		if (first !== undefined && first.readyAt <= now && random() >= 1 / steps.length) {
			idle.shift();
			return first;
		}
		born += 1;
		const sender = options.senders[born % options.senders.length] ?? '';
		return { phone: options.phoneOf(born), sender, at: 0, screen: null, readyAt: 0 };
	}

	/** One message and its answer. `due` is when it should have been sent. */
	async function exchange(conversation: Conversation, due: number, samples: Samples, counts: () => boolean): Promise<void> {
		const step = steps[conversation.at];
		if (step === undefined) return;
		samples.sent += 1;
		const to = `whatsapp:${conversation.phone}`;
		const answered = new Promise<Outgoing | null>((done) => {
			const timer = setTimeout(() => done(null), LOST_MS);
			waiting.set(to, (message) => {
				clearTimeout(timer);
				done(message);
			});
		});
		const status = webhooks.post(url, { ...common(to, conversation), ...fieldsOf(step.act, conversation.screen) }).then(
			(code) => ({ code, ms: performance.now() - due }),
			() => ({ code: 0, ms: 0 }),
		);
		const { code, ms } = await status;
		if (code !== 200) {
			waiting.delete(to);
			samples.refused += 1;
			return;
		}
		if (counts()) samples.ack.push(ms);
		const answer = await answered;
		waiting.delete(to);
		if (answer === null) samples.lost += 1;
		else if (!step.answer.test(answer.text)) {
			samples.wrong += 1;
			samples.firstWrong ||= answer.text;
		} else {
			if (counts()) {
				samples.messages += 1;
				samples.reply.push(answer.at - due);
				if (conversation.at === steps.length - 1) samples.requests += 1;
			}
			conversation.at += 1;
			conversation.screen = answer;
			conversation.readyAt = performance.now() + READING_MS;
			if (conversation.at < steps.length) idle.push(conversation);
		}
	}

	function common(from: string, { phone, sender }: Conversation): Record<string, string> {
		const sid = newSid('SM');
		return {
			MessageSid: sid,
			SmsMessageSid: sid,
			AccountSid: accountSid,
			From: from,
			To: `whatsapp:${sender}`,
			NumMedia: '0',
			ProfileName: 'Aïcha',
			WaId: phone.slice(1),
		};
	}

	async function run(ms: number, measure: Measure, work: (going: () => boolean, samples: Samples, counts: () => boolean) => Promise<void>) {
		const samples: Samples = { ack: [], reply: [], refused: 0, wrong: 0, firstWrong: '', lost: 0, messages: 0, requests: 0, sent: 0 };
		const stopAt = performance.now() + measure.warmUpMs + ms;
		let counting = false;
		const counts = () => counting;
		const working = work(() => performance.now() < stopAt, samples, counts);
		await later(measure.warmUpMs);
		await measure.begin();
		counting = true;
		await later(stopAt - performance.now());
		counting = false;
		await measure.end();
		await working;
		idle.length = 0;
		return samples;
	}

	return {
		closed: (senders, ms, measure = NO_MEASURE) =>
			run(ms, measure, async (going, samples, counts) => {
				const one = async () => {
					while (going()) {
						const now = performance.now();
						await exchange(next(now), now, samples, counts);
					}
				};
				await Promise.all(Array.from({ length: senders }, one));
			}),
		open: (perSecond, ms, measure = NO_MEASURE) =>
			run(ms, measure, async (going, samples, counts) => {
				const under = new Set<Promise<void>>();
				const began = performance.now();
				for (let sent = 0; going(); sent++) {
					const due = began + (sent * 1000) / perSecond;
					if (due > performance.now()) await later(due - performance.now());
					const exchanging = exchange(next(performance.now()), due, samples, counts).finally(() => under.delete(exchanging));
					under.add(exchanging);
				}
				await Promise.all(under);
			}),
	};
}

function later(ms: number): Promise<void> {
	return new Promise((done) => setTimeout(done, Math.max(0, ms)));
}
