import { afterAll, beforeAll, expect } from '@jest/globals';
import { z } from 'zod';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { useDatabase } from '../../support/database.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import { type House, openHouse } from './house.ts';
import { PAUL, photoOf, type Someone } from './people.ts';

const IDENTITIES: Record<string, Identity> = {
	hortense: { org: 'djobea', role: 'manager', subject: 'hortense' },
	admin: { org: 'djobea', role: 'admin' },
	agent: { org: 'djobea', role: 'agent', subject: 'awa' },
	counter: { org: 'djobea', role: 'counter' },
	provider: { org: 'djobea', role: 'provider', subject: 'paul' },
	stranger: { org: 'other', role: 'admin' },
	host: { org: 'accueil', role: 'manager', subject: 'chef' },
	bank: { org: 'banque', role: 'manager', subject: 'chef' },
	fatou: { org: 'banque', role: 'counter', subject: 'fatou' },
};
const answer = z.looseObject({
	contact: z.string().optional(),
	blanked: z.record(z.string(), z.number()).optional(),
	code: z.string().optional(),
	title: z.string().optional(),
});
export type Answer = z.output<typeof answer>;

/** A house of its own for the tests of a file, its API, and what people live there. To be called at the top of the file. */
export function useWorld() {
	useDatabase();
	let house: House | undefined;
	let close: (() => Promise<void>) | undefined;
	let call: (who: string, method: string, path: string, body?: unknown) => Promise<{ status: number; body: Answer }>;

	beforeAll(async () => {
		house = await openHouse();
		const api = moduleApi({ routes: house.routes, authenticate: knownBy(IDENTITIES), answer });
		await api.open();
		call = api.call;
		close = api.close;
	});
	afterAll(() => close?.());

	const inHouse = (): House => {
		if (house === undefined) throw new Error('the house is not open');
		return house;
	};
	const world = {
		house: inHouse,
		call: (...asked: Parameters<typeof call>) => call(...asked),

		erase: (who: string, id: string) => call(who, 'POST', `/contacts/${encodeURIComponent(id)}/erase`, { reason: 'person_asked' }),

		says: (org: string, { phone, name }: Pick<Someone, 'phone' | 'name'>, text: string) => inHouse().writes(org, phone, name, text),

		async idOf(org: string, { phone }: Someone): Promise<string> {
			const contact = await inHouse().contact(org, phone);
			if (contact === null) throw new Error(`${org} does not know ${phone}`);
			return contact._id;
		},

		/** Asks for a plumber, up to the confirmation. */
		async asksForAPlumber(org: string, one: Someone): Promise<void> {
			await world.says(org, one, one.problem);
			await world.says(org, one, one.landmark);
			expect(await world.says(org, one, 'oui')).toMatch(/enregistrée/);
		},

		/** A complaint to an agent, by somebody who asked for nothing else. */
		async complains(org: string, one: Someone): Promise<void> {
			await world.says(org, one, 'je veux parler à un agent');
			await world.says(org, one, one.complaint);
		},

		/** From the first word to a complaint: a request with a photo and a pin, its job, price and rating, then an agent's answer. */
		async livesARequest(org: string, one: Someone): Promise<void> {
			const house = inHouse();
			const says = (text: string) => world.says(org, one, text);
			const paul = (text: string) => house.writes(org, PAUL, 'Paul', text);
			await says(one.problem);
			expect(await says(one.landmark)).toContain(one.landmark);
			const file = await house.photo(org, photoOf(one, org));
			await house.does(org, one.phone, one.name, { kind: 'media', files: [file], caption: one.caption });
			await house.does(org, one.phone, one.name, { kind: 'location', latitude: 4.0871, longitude: 9.7361, label: one.place });
			expect(await says('oui')).toMatch(/Demande n° \d+ enregistrée/);
			expect(await paul('oui')).toContain(one.phone);
			for (const step of ['en route', '20 minutes', 'je suis arrivé', "j'ai commencé", "j'ai fini"]) await paul(step);
			expect(await paul('5000')).toMatch(/terminée/);
			await says('oui');
			await says('4');
			await says(one.comment);
			await world.complains(org, one);
		},

		async isAnswered(who: string, org: string, one: Someone): Promise<void> {
			const { status } = await call(who, 'POST', `/conversations/${await world.idOf(org, one)}/messages`, { text: one.reply });
			expect(status).toBe(202);
			await inHouse().settle();
		},

		/** A key of the first counter of the bank. */
		async press(key: string, body: object = {}): Promise<void> {
			const { status, body: said } = await call('fatou', 'POST', `/counters/g1/${key}`, body);
			if (status !== 200) throw new Error(`${key}: ${said.title}`);
			await inHouse().settle();
		},

		/** At the bank: a served and rated ticket, one of the counter, one for a relative that is given back, and a cancelled appointment for them. */
		async visitsTheBank(one: Someone): Promise<void> {
			const { press } = world;
			const says = (text: string) => world.says('accueil', one, text);
			await says('un ticket pour un dépôt au plateau');
			expect(await says('oui')).toMatch(/votre ticket est le A0/);
			await inHouse().pass(5);
			await press('open');
			await press('call-next');
			await press('start');
			await inHouse().pass(6);
			await press('served');
			expect(await says('noter')).toMatch(/[Nn]ote/);
			await says(`4 ${one.remark}`);
			await press('walk-in', { service: 'depot', name: one.name, phone: one.phone });
			await press('call-next');
			await press('start');
			await press('served');
			expect(await says(`un ticket pour un dépôt au plateau pour ma mère ${one.relative}`)).toMatch(/Je vous prends un ticket/);
			expect(await says('oui')).toContain(one.relative);
			await says('quitter la file');
			expect(await says('oui')).toMatch(/est rendu/);
			expect(await says(`un rdv vendredi 10h30 pour ma mère ${one.relative} pour un crédit au plateau`)).toContain(one.relative);
			await says('oui');
			await says('annuler mon rdv');
			expect(await says('oui')).toMatch(/est annulé/);
		},
	};
	return world;
}
