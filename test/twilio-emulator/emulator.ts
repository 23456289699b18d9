import { portOf } from '../support/port-of.ts';
import { twilioApi } from './api.ts';
import { createContent } from './contents.ts';
import { Faults } from './faults.ts';
import type { Phone } from './phone.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import { seededRandom } from './random.ts';
import { realScheduler, type Scheduler } from './scheduler.ts';
import type { ContentType, EmulatedMessage, Settings, State, StoredContent } from './state.ts';
import { phoneOf, postInbound, type UserMessage, type UserSent, userSends } from './user.ts';

export interface EmulatorOptions {
	/** What our server calls itself (`PUBLIC_BASE_URL`): signatures are over it. */
	publicBaseUrl?: string;
	/** Where it listens; the public URL when unset. Both may be set later with `connect`. */
	serverUrl?: string;
	accountSid?: string;
	authToken?: string;
	/** Our senders by channel, E.164. */
	senders?: { whatsapp: string; sms: string };
	port?: number;
	seed?: number;
	settings?: Partial<Settings>;
	scheduler?: Scheduler;
	/** The emulator's time; real by default. `advance` moves it. */
	now?: () => Date;
}

/** A Twilio on 127.0.0.1 with memory: see README.md. */
export interface TwilioEmulator {
	/** Give it as `TWILIO_API_BASE_URL`. */
	origin: string;
	accountSid: string;
	authToken: string;
	senders: { whatsapp: string; sms: string };
	settings: Settings;
	faults: Faults;
	/** Everything we sent, in order. */
	readonly sent: EmulatedMessage[];
	readonly contents: StoredContent[];
	readonly calls: State['calls'];
	readonly typing: State['typing'];
	readonly failedCallbacks: State['failedCallbacks'];
	/** The phone of a number or a WhatsApp user id; on WhatsApp and SMS, both reachable. */
	phone(address: string): Phone;
	/** Posts what a person sent to our webhook; the answer comes back. */
	userSends(message: UserMessage): Promise<UserSent>;
	/** The same webhook once more. */
	redeliver(sent: UserSent): Promise<WebhookAnswer>;
	/** Stores a content that WhatsApp has approved. Gives its SID. */
	addTemplate(template: { name: string; language: string; types: Record<string, ContentType>; variables?: Record<string, string> }): string;
	/** One more address that belongs to us, as Twilio writes it (`whatsapp:+…`). */
	addSender(address: string): void;
	/** Moves the emulator's time, e.g. to close the 24-hour window. */
	advance(ms: number): void;
	/** Says where our server is, when it starts after the emulator. */
	connect(server: { publicBaseUrl: string; serverUrl?: string }): void;
	/** Resolves when no callback is due or under way. */
	idle(): Promise<void>;
	close(): Promise<void>;
}

const DEFAULT_SETTINGS: Settings = {
	shuffleCallbacks: false,
	duplicateCallbacks: 0,
	callbackDelayMs: 5,
	duplicateInbound: 0,
	readReceipts: true,
	typing: { v2: true, v3: true },
	mediaRedirects: 0,
	smsStopWords: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
	smsStartWords: ['START', 'YES', 'UNSTOP'],
	advancedOptOut: false,
};

/** Starts an emulator. */
export async function startTwilioEmulator(options: EmulatorOptions = {}): Promise<TwilioEmulator> {
	let shift = 0;
	const now = options.now ?? (() => new Date());
	const seed = options.seed ?? 1;
	const senders = options.senders ?? { whatsapp: '+14155238886', sms: '+14155238887' };
	const publicBaseUrl = trimmed(options.publicBaseUrl ?? 'http://127.0.0.1:1');
	const state: State = {
		accountSid: options.accountSid ?? `AC${'a'.repeat(32)}`,
		authToken: options.authToken ?? 'emulator-token',
		publicBaseUrl,
		serverUrl: trimmed(options.serverUrl ?? publicBaseUrl),
		senders,
		ownAddresses: new Set([`whatsapp:${senders.whatsapp}`, senders.sms]),
		settings: { ...structuredClone(DEFAULT_SETTINGS), ...options.settings },
		messages: new Map(),
		contents: new Map(),
		media: new Map(),
		phones: new Map(),
		windows: new Map(),
		optedOut: new Set(),
		typing: [],
		calls: [],
		failedCallbacks: [],
		faults: new Faults(seed),
		scheduler: options.scheduler ?? realScheduler(),
		random: seededRandom(seed + 1),
		now: () => new Date(now().getTime() + shift),
		origin: '',
	};
	const server = twilioApi(state).listen(options.port ?? 0, '127.0.0.1');
	await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
	state.origin = `http://127.0.0.1:${portOf(server)}`;
	return {
		origin: state.origin,
		accountSid: state.accountSid,
		authToken: state.authToken,
		senders,
		settings: state.settings,
		faults: state.faults,
		calls: state.calls,
		typing: state.typing,
		failedCallbacks: state.failedCallbacks,
		get sent() {
			return [...state.messages.values()].filter((message) => message.direction === 'outbound-api');
		},
		get contents() {
			return [...state.contents.values()];
		},
		phone: (address) => phoneOf(state, address),
		userSends: (message) => userSends(state, message),
		redeliver: (sent) => postInbound(state, sent.fields),
		addTemplate: (template) => addTemplate(state, template),
		addSender: (address) => void state.ownAddresses.add(address),
		advance: (ms) => {
			shift += ms;
		},
		connect(where) {
			state.publicBaseUrl = trimmed(where.publicBaseUrl);
			state.serverUrl = trimmed(where.serverUrl ?? where.publicBaseUrl);
		},
		idle: () => state.scheduler.idle(),
		async close() {
			state.scheduler.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function addTemplate(
	state: State,
	template: { name: string; language: string; types: Record<string, ContentType>; variables?: Record<string, string> },
): string {
	const { name, language, types, variables } = template;
	const created = createContent(state, { friendly_name: name, language, types, variables });
	if ('code' in created) throw new Error(created.message);
	created.approval = 'approved';
	return created.sid;
}

function trimmed(url: string): string {
	return url.replace(/\/+$/, '');
}
