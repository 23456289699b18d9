import { setTimeout as later } from 'node:timers/promises';
import type { TwilioEmulator } from '../../twilio-emulator/emulator.ts';
import type { Phone, PhoneMessage } from '../../twilio-emulator/phone.ts';
import type { PostOffice } from '../post-office.ts';

export interface World {
	emulator: TwilioEmulator;
	office: PostOffice;
	/** Aborted: everybody goes home. */
	end: AbortSignal;
	/** Between seeing a message and answering it, ms. */
	thinkMs: number;
	/** Who hears nothing for so long looks at the last question again, ms. */
	patienceMs: number;
}

/** What a persona does about a message; the first rule that fits counts. */
export interface Rule {
	when: RegExp;
	act(message: PhoneMessage): Promise<void> | void;
}

const LOOK_MS = 150;

/** Somebody with a phone, who reacts to what it shows and to nothing else. */
export class Persona {
	readonly phone: Phone;
	readonly random: () => number;
	readonly world: World;
	/** How often the last question had to be looked at again. */
	nudges = 0;
	/** The last message that asked for something. */
	#pending: PhoneMessage | undefined;
	#seen = 0;

	constructor(world: World, address: string, random: () => number) {
		this.world = world;
		this.phone = world.emulator.phone(address);
		this.random = random;
	}

	/** Lives until `done` says so or the campaign ends. */
	async live(rules: readonly Rule[], done: () => boolean): Promise<void> {
		let lookedAt = performance.now();
		while (!this.world.end.aborted && !done()) {
			const next = this.phone.messages[this.#seen];
			if (next !== undefined) {
				this.#seen++;
				lookedAt = performance.now();
				await this.#react(rules, next);
			} else if (this.#pending !== undefined && performance.now() - lookedAt > this.world.patienceMs) {
				lookedAt = performance.now();
				this.nudges++;
				await this.#react(rules, this.#pending);
			} else await pause(LOOK_MS, this.world.end);
		}
	}

	async #react(rules: readonly Rule[], message: PhoneMessage): Promise<void> {
		const rule = rules.find(({ when }) => when.test(message.text));
		if (rule === undefined) return;
		this.#pending = message;
		await pause(this.world.thinkMs * (0.3 + this.random()), this.world.end);
		if (!this.world.end.aborted) await rule.act(message);
	}

	/** Nothing is waited for any more. */
	rest(): void {
		this.#pending = undefined;
	}

	say(text: string, repliesTo?: PhoneMessage): Promise<void> {
		return this.world.office.post(
			{ from: this.phone.address, to: this.phone.sender, text, ...(repliesTo === undefined ? {} : { repliesTo: repliesTo.sid }) },
			this.random,
		);
	}

	/** Taps what fits, or writes its number where the choices are written out; in words when there is neither. */
	async choose(message: PhoneMessage, title: RegExp, words: string): Promise<void> {
		const button = message.buttons.find((one) => title.test(one.title));
		const row = message.list?.rows.find((one) => title.test(one.title));
		if (button !== undefined || row !== undefined) {
			await this.world.office.post({ from: this.phone.address, to: message.sender, button, row, repliesTo: message.sid }, this.random);
			return;
		}
		const numbered = [...message.text.matchAll(/^(\d+)\. (.*)$/gm)].find(([, , label = '']) => title.test(label));
		await this.say(numbered?.[1] ?? words, message);
	}
}

export async function pause(ms: number, end: AbortSignal): Promise<void> {
	await later(ms, undefined, { signal: end }).catch(() => undefined);
}
