import { PATIENCE_MS } from '../support/patience.ts';
import type { Channel, State } from './state.ts';
import type { UserMessage, UserSent } from './user.ts';

/** What a phone shows of one message of ours. */
export interface PhoneMessage {
	sid: string;
	channel: Channel;
	/** Our sender. */
	sender: string;
	text: string;
	buttons: { title: string; payload: string }[];
	list?: { button: string; rows: { title: string; payload: string; description?: string }[] };
	/** It came as an approved template. */
	template: boolean;
}

type Pattern = RegExp | string;

interface Waiter {
	pattern: Pattern;
	resolve(message: PhoneMessage): void;
}

/**
 * One person's phone: what it shows, and what the person does with it.
 * @example
 * const awa = emulator.phone('+237650000001');
 * await awa.send('Bonjour');
 * await awa.expects(/Que voulez-vous/);
 * await awa.tap(/Plombier/);
 */
export class Phone {
	readonly address: string;
	readonly #state: State;
	readonly #post: (message: UserMessage) => Promise<UserSent>;
	/** Everything our side sent, in the order it arrived. */
	readonly messages: PhoneMessage[] = [];
	profileName = 'Test';
	/** WhatsApp's user id, sent along when set. */
	waUserId: string | undefined;
	/** The channel the person writes on. */
	channel: Channel = 'whatsapp';
	/** Our sender the person writes to; the emulator's when unset. */
	sender: string | undefined;
	/** Is the number on WhatsApp (else 63003); can it get SMS (else 30006). */
	whatsapp = true;
	sms = true;
	/** The person blocked us (63014). */
	blocked = false;
	/** Switched off: messages stay at "sent". */
	offline = false;
	#failures: number[] = [];
	#waiters: Waiter[] = [];
	/** Messages before this one were consumed by `expects`. */
	#cursor = 0;

	constructor(address: string, state: State, post: (message: UserMessage) => Promise<UserSent>) {
		this.address = address;
		this.#state = state;
		this.#post = post;
	}

	/** The next messages to this phone fail with these codes, one each. */
	failNext(...codes: number[]): void {
		this.#failures.push(...codes);
	}

	takeFailure(): number | undefined {
		return this.#failures.shift();
	}

	send(text: string, more: Partial<UserMessage> = {}): Promise<UserSent> {
		return this.#post({ from: this.address, to: this.sender, channel: this.channel, text, ...more });
	}

	sendLocation(latitude: number, longitude: number, more: { label?: string; address?: string } = {}): Promise<UserSent> {
		return this.send('', { location: { latitude, longitude, ...more } });
	}

	sendMedia(bytes: Buffer, contentType: string, caption = ''): Promise<UserSent> {
		return this.send(caption, { media: { bytes, contentType } });
	}

	/** Answers one of our messages by swiping it. */
	reply(message: PhoneMessage, text: string): Promise<UserSent> {
		return this.send(text, { repliesTo: message.sid, channel: message.channel });
	}

	/** Taps a button or a list row by its title, on the newest message that has it (or on the one given). */
	tap(title: Pattern, message?: PhoneMessage): Promise<UserSent> {
		const candidates = message === undefined ? this.messages.toReversed() : [message];
		for (const shown of candidates) {
			const button = shown.buttons.find((one) => matches(title, one.title));
			const row = shown.list?.rows.find((one) => matches(title, one.title));
			if (button === undefined && row === undefined) continue;
			return this.#post({ from: this.address, to: shown.sender, channel: shown.channel, button, row, repliesTo: shown.sid });
		}
		throw new Error(`nothing to tap called ${title} on this phone:\n${this.transcript()}`);
	}

	/** Taps it where there are buttons; types its number where the choices are written out. */
	choose(title: Pattern): Promise<UserSent> {
		for (const shown of this.messages.toReversed()) {
			if ([...shown.buttons, ...(shown.list?.rows ?? [])].some((one) => matches(title, one.title))) return this.tap(title, shown);
			for (const [, number = '', label = ''] of shown.text.matchAll(/^(\d+)\. (.*)$/gm)) {
				if (matches(title, label)) return this.send(number, { channel: shown.channel, to: shown.sender });
			}
		}
		throw new Error(`nothing to choose called ${title} on this phone:\n${this.transcript()}`);
	}

	/**
	 * The first message, after those expected before, whose text or choices match; waits for it. Fails with what the phone shows.
	 * Consumes it: the next `expects` looks after it.
	 */
	expects(pattern: Pattern, options: { timeoutMs?: number } = {}): Promise<PhoneMessage> {
		const at = this.messages.findIndex((message, index) => index >= this.#cursor && matches(pattern, textOf(message)));
		const found = this.messages[at];
		if (found !== undefined) {
			this.#cursor = at + 1;
			return Promise.resolve(found);
		}
		return new Promise((resolve, reject) => {
			const waiter: Waiter = {
				pattern,
				resolve: (message) => {
					clearTimeout(timer);
					resolve(message);
				},
			};
			const timer = setTimeout(() => {
				this.#waiters = this.#waiters.filter((one) => one !== waiter);
				reject(new Error(`no message matching ${pattern} on the phone of ${this.address}, which shows:\n${this.transcript()}`));
			}, options.timeoutMs ?? PATIENCE_MS);
			this.#waiters.push(waiter);
		});
	}

	/** Messages that no `expects` consumed. */
	get unread(): PhoneMessage[] {
		return this.messages.slice(this.#cursor);
	}

	get last(): PhoneMessage | undefined {
		return this.messages.at(-1);
	}

	/** Forgets what was shown, so that the next `expects` looks at what comes. */
	markRead(): void {
		this.#cursor = this.messages.length;
	}

	transcript(): string {
		return this.messages.map((message) => `  [${message.channel}] ${textOf(message).replaceAll('\n', ' / ')}`).join('\n') || '  (nothing)';
	}

	/** The carrier stops, or again allows, messages from this sender. */
	optOut(sender: string, stopped = true): void {
		const key = `${this.address}|${sender}`;
		if (stopped) this.#state.optedOut.add(key);
		else this.#state.optedOut.delete(key);
	}

	/** Shows a message of ours. The emulator calls it. */
	take(message: PhoneMessage): void {
		this.messages.push(message);
		const at = this.#waiters.findIndex(({ pattern }) => matches(pattern, textOf(message)));
		if (at < 0) return;
		this.#cursor = this.messages.length;
		this.#waiters.splice(at, 1)[0]?.resolve(message);
	}
}

function textOf(message: PhoneMessage): string {
	const titles = [...message.buttons, ...(message.list?.rows ?? [])].map((choice) => `[${choice.title}]`);
	return [message.text, ...titles].join('\n');
}

function matches(pattern: Pattern, text: string): boolean {
	return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
