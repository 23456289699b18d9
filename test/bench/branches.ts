import type mongoose from 'mongoose';
import { blankVisit } from '../../src/modules/queues/join/blank-visit.ts';
import { laneOf, type Priority, type TicketClass } from '../../src/modules/queues/line/lanes.ts';

/** A bank on a busy morning. */
export const BANK = 'bank';
export const BRANCHES = 20;
export const COUNTERS = 10;
const MINUTE_MS = 60_000;

export const counterOf = (nth: number): string => `b${Math.floor(nth / COUNTERS)}c${nth % COUNTERS}`;
const queueOf = (branch: number): string => `q${branch}`;

/** The import file; JSON is YAML. Open at any hour, so that the clock of the machine decides nothing. */
export function bankFile(): string {
	const organisation = {
		slug: BANK,
		name: 'Banque',
		kind: 'bank',
		country: 'SN',
		timezone: 'Africa/Dakar',
		currency: 'XOF',
		languages: ['fr'],
		senders: [{ channel: 'whatsapp', address: '+221338000001' }],
		services: [
			{ id: 'depot', names: { fr: 'Dépôt' }, duration_minutes: 6 },
			{ id: 'retrait', names: { fr: 'Retrait' }, duration_minutes: 4 },
		],
		branches: Array.from({ length: BRANCHES }, (_, branch) => ({
			id: `b${branch}`,
			names: { fr: `Agence ${branch}` },
			hours: '24/7',
			counters: Array.from({ length: COUNTERS }, (_, nth) => ({ id: counterOf(branch * COUNTERS + nth), names: { fr: `Guichet ${nth}` } })),
		})),
		queues: Array.from({ length: BRANCHES }, (_, branch) => ({
			id: queueOf(branch),
			branch: `b${branch}`,
			names: { fr: 'Caisse' },
			services: ['depot', 'retrait'],
			prefix: 'A',
			capacity: 1000,
			classes: { vip: { price: 1000 } },
		})),
	};
	return JSON.stringify({ organisations: [organisation] });
}

/** In ten people who wait: one whom the law puts first, one with an appointment, one who paid. */
const KINDS: readonly { class: TicketClass; priority: Priority | null }[] = [
	{ class: 'normal', priority: 'elderly' },
	{ class: 'appointment', priority: null },
	{ class: 'vip', priority: null },
	...Array.from({ length: 7 }, () => ({ class: 'normal' as const, priority: null })),
];

/** Stores so many waiting people, spread over the branches, who came one after the other. Gives their ids. */
export async function fillLines(db: mongoose.mongo.Db, people: number): Promise<string[]> {
	const now = Date.now();
	const day = new Date(now).toISOString().slice(0, 10);
	const rows = Array.from({ length: people }, (_, nth) => {
		const branch = nth % BRANCHES;
		const kind = KINDS[Math.floor(nth / BRANCHES) % KINDS.length] ?? { class: 'normal' as const, priority: null };
		const joinedAt = new Date(now - 60 * MINUTE_MS + Math.floor((nth * 59 * MINUTE_MS) / people));
		return {
			...blankVisit(),
			paperKey: null,
			_id: `00t${String(nth).padStart(22, '0')}`,
			org: BANK,
			branch: `b${branch}`,
			queue: queueOf(branch),
			service: nth % 3 === 0 ? 'retrait' : 'depot',
			number: `W${String(Math.floor(nth / BRANCHES) + 1).padStart(4, '0')}`,
			day,
			client: null,
			holder: 'self',
			name: null,
			phone: null,
			language: 'fr',
			joinedBy: 'counter',
			...kind,
			lane: laneOf(kind.class, kind.priority),
			bookedAt: kind.class === 'appointment' ? joinedAt : null,
			joinedAt,
			effectiveFrom: joinedAt,
			queuedAt: joinedAt,
			status: 'waiting',
			live: true,
			callable: true,
			presence: 'arrived',
			travelMinutes: null,
			told: { almost: false, ahead: null },
			promised: [],
			carriedFrom: null,
			history: [],
			updatedAt: joinedAt,
		};
	});
	await db.collection<{ _id: string }>('tickets').insertMany(rows, { ordered: false });
	return rows.map(({ _id }) => _id);
}
