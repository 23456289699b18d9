import { z } from 'zod';
import { until } from './until.ts';

const sent = z.object({ id: z.string() });
const chat = z.object({ messages: z.array(z.object({ id: z.string(), direction: z.enum(['in', 'out']), text: z.string().nullish() })) });

/** A phone of the simulator by its HTTP, without a page. */
export class SimulatorPhone {
	readonly #url: string;
	readonly #org: string;
	readonly #address: string;
	readonly #name: string;
	/** Where the newest message it has looked at stands. */
	#seen = 0;

	/** `org`: whose number it writes to. `address`: E.164. */
	constructor(url: string, { org, address, name }: { org: string; address: string; name: string }) {
		this.#url = `${url}/simulator`;
		this.#org = org;
		this.#address = address;
		this.#name = name;
	}

	async send(text: string): Promise<void> {
		const answer = await fetch(`${this.#url}/messages`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				org: this.#org,
				phone: this.#address,
				channel: 'whatsapp',
				profileName: this.#name,
				content: { kind: 'text', text },
			}),
		});
		if (answer.status !== 201) throw new Error(`the simulator answers ${answer.status}: ${await answer.text()}`);
		sent.parse(await answer.json());
	}

	/** Waits for a message that comes after the last one looked at. */
	async expects(pattern: RegExp): Promise<string> {
		let found: string | undefined;
		let heard: string[] = [];
		await until(async () => {
			heard = (await this.#heard()).slice(this.#seen);
			const index = heard.findIndex((text) => pattern.test(text));
			if (index < 0) return false;
			found = heard[index];
			this.#seen += index + 1;
			return true;
		}).catch(() => {
			throw new Error(`${this.#name} does not hear ${pattern}, but: ${JSON.stringify(heard)}`);
		});
		return found ?? '';
	}

	async #heard(): Promise<string[]> {
		const answer = await fetch(`${this.#url}/phones/${encodeURIComponent(this.#address)}?org=${this.#org}&channel=whatsapp`);
		const { messages } = chat.parse(await answer.json());
		return messages.filter(({ direction }) => direction === 'out').map(({ text }) => text ?? '');
	}
}
