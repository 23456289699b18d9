import { z } from 'zod';
import type { Deployment } from './deployment.ts';

const pressed = z.object({ outcome: z.string(), ticket: z.object({ id: z.string(), number: z.string() }).nullable() });

export interface CounterPresses {
	/** A token of an agent of role counter; one for each agent. */
	tokenOf(agent: string): Promise<string>;
	/** A press by program: what another agent, or nobody's page, does. Throws when it is refused. */
	press(agent: string, counter: string, key: string, body?: object): Promise<z.output<typeof pressed>>;
	/** Ends whatever is in hand or in line at counters that are then closed: each story begins with nobody there. */
	clear(staff: Readonly<Record<string, string>>): Promise<void>;
}

/** The agents of one organisation at its counters, over HTTP; through another process of the program when `url` says so. */
export function counterPresses(deployment: Deployment, org: string, url = deployment.url): CounterPresses {
	const tokens = new Map<string, Promise<string>>();

	function tokenOf(agent: string): Promise<string> {
		const token = tokens.get(agent) ?? deployment.command('token', '--role', 'counter', '--org', org, '--subject', agent);
		tokens.set(agent, token);
		return token.then((text) => text.trim());
	}

	async function press(agent: string, counter: string, key: string, body: object = {}): Promise<z.output<typeof pressed>> {
		const answer = await fetch(`${url}/api/v1/counters/${counter}/${key}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${await tokenOf(agent)}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${key} answers ${answer.status}: ${await answer.text()}`);
		return pressed.parse(await answer.json());
	}

	return {
		tokenOf,
		press,
		async clear(staff) {
			for (const [agent, counter] of Object.entries(staff)) {
				await press(agent, counter, 'open');
				while ((await press(agent, counter, 'call-next', { finish: true })).outcome !== 'none_waiting');
				await press(agent, counter, 'close');
			}
		},
	};
}
