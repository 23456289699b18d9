import { seededRandom, shuffled } from '../twilio-emulator/random.ts';

/** How large a campaign is. Times in ms. */
export interface Size {
	clients: number;
	providers: number;
	webs: number;
	workers: number;
	/** `kill -9` of a web or a worker while the others go on. */
	kills: number;
	/** `kill -9` of the database, which is started again on its data. */
	mongoKills: number;
	stepDowns: number;
	/** Clients who begin with five messages within 100 ms. */
	bursts: number;
	/** Clients who ask for a person before they ask for a plumber. */
	talkers: number;
	/** Clients come one by one within this time; later when so many stories are going on that the machine is behind. */
	arrivalMs: number;
	atOnce: number;
	/** Everybody goes home then, when so many stories have ended; on a slow machine at `latestMs`, whatever has. */
	deadlineMs: number;
	latestMs: number;
	/** Stories that must have ended: the short form only wants some. */
	storiesEnd: number;
	/** At the end of the faults everything is killed at once and started again a while later, by every clock. */
	blackoutSeconds: number;
}

export const FULL: Size = {
	clients: 300,
	providers: 60,
	webs: 2,
	workers: 2,
	kills: 32,
	mongoKills: 3,
	stepDowns: 2,
	bursts: 10,
	talkers: 10,
	arrivalMs: 400_000,
	atOnce: 90,
	deadlineMs: 660_000,
	latestMs: 720_000,
	storiesEnd: 300,
	blackoutSeconds: 0,
};

export const SHORT: Size = {
	clients: 24,
	providers: 18,
	webs: 1,
	workers: 2,
	kills: 4,
	mongoKills: 1,
	stepDowns: 0,
	bursts: 2,
	talkers: 3,
	arrivalMs: 18_000,
	atOnce: 24,
	deadlineMs: 65_000,
	latestMs: 240_000,
	storiesEnd: 2,
	blackoutSeconds: 75,
};

/** `at`: when this share of the clients has come, 0 to 1. */
export type FaultEvent =
	| { at: number; kind: 'kill_web' | 'kill_worker'; which: number; downMs: number }
	| { at: number; kind: 'kill_mongo'; downMs: number }
	| { at: number; kind: 'step_down'; seconds: number };

export interface Plan {
	seed: number;
	size: Size;
	faults: FaultEvent[];
	/** Share of sends that Twilio answers badly, and of webhooks that come twice, thrice or late. */
	rates: { sends: number; repeated: number; late: number };
}

/** Everything that will be done to the program, from the seed alone: the same seed is the same plan. */
export function planOf(seed: number, size: Size): Plan {
	const random = seededRandom(seed);
	const faults: FaultEvent[] = [];
	const spread = (count: number, make: (at: number) => FaultEvent): void => {
		for (let i = 0; i < count; i++) faults.push(make(0.08 + (0.9 * (i + random())) / count));
	};
	const processes = shuffled(
		Array.from({ length: size.kills }, (_, i) => i),
		random,
	);
	// Two workers in three: they have more in hand.
	spread(size.kills, (at) => {
		const which = processes.pop() ?? 0;
		const downMs = 200 + random() * 2_000;
		return which % 3 === 0
			? { at, kind: 'kill_web', which: which % size.webs, downMs }
			: { at, kind: 'kill_worker', which: which % size.workers, downMs };
	});
	spread(size.mongoKills, (at) => ({ at, kind: 'kill_mongo', downMs: 200 + random() * 1_500 }));
	spread(size.stepDowns, (at) => ({ at, kind: 'step_down', seconds: 3 + Math.floor(random() * 4) }));
	faults.sort((a, b) => a.at - b.at);
	return { seed, size, faults, rates: { sends: 0.1, repeated: 0.05, late: 0.05 } };
}

/** A generator of its own for one persona or one thing, so that who is faster does not change what the others do. */
export function randomOf(seed: number, name: string): () => number {
	let mixed = seed >>> 0;
	for (const letter of name) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
	return seededRandom(mixed);
}

/** A campaign of full length leaves no story open. */
export function allStoriesEnd({ size }: Plan): boolean {
	return size.storiesEnd === size.clients;
}
