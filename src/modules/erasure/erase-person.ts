import { eraseContactRow } from '../../conversation/erase/erase-contact-row.ts';
import { TALK } from '../../conversation/erase/erase-talk.ts';
import { findPerson, type Person } from '../../conversation/erase/person.ts';
import type { Actor, InScene, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import type { PersonalData } from '../module.ts';

/** Why a person is erased. Codes and no words, so that the audit names nobody. */
export const REASONS = ['person_asked', 'no_longer_needed', 'taken_in_error', 'ordered'] as const;
export type ErasureReason = (typeof REASONS)[number];

export interface Erasure {
	org: string;
	/** The contact's id, or their phone (E.164). */
	reference: string;
	reason: ErasureReason;
	by: Actor;
	correlationId: string;
}

export interface Erased {
	contact: string;
	/** Rows that were blanked by this asking, by kind. */
	blanked: Record<string, number>;
}

/** Rows that one transaction changes at most of one kind (I12). */
const MOST_AT_ONCE = 200;
/** More steps than the longest history of one person takes; what is left is done by asking again. */
const MOST_STEPS = 1_000;

/**
 * Blanks everything an organisation holds of one person and keeps its counts (rule X9): in bounded steps, each a transaction, and who they
 * are last of all, so that an erasure that was broken off is finished by asking again. Asked once more it changes nothing. Throws
 * `not_found`, and `conflict` while others rely on something of theirs or a turn of theirs is being taken.
 */
export async function erasePerson(inScene: InScene, parts: readonly PersonalData[], erasure: Erasure): Promise<Erased> {
	const { org, by, correlationId } = erasure;
	const step = <T>(work: (scene: Scene, person: Person) => Promise<T>): Promise<T> =>
		inScene({ org, actor: by, correlationId }, async (scene) => {
			const person = await findPerson(org, erasure.reference, scene.db);
			if (person === null) throw new AppError('not_found', 'no such contact');
			await refuseUnderWay(scene, person, parts);
			return work(scene, person);
		});
	const blanked: Record<string, number> = {};
	for (const part of [...parts, ...TALK]) await blankAll(step, part, blanked);
	return step((scene, person) => finish(scene, person, erasure.reason, blanked));
}

async function refuseUnderWay(scene: Scene, person: Person, parts: readonly PersonalData[]): Promise<void> {
	if (person.leasedUntil > scene.now) throw new AppError('conflict', 'the person is being answered just now: ask again in a minute');
	for (const part of parts) {
		const what = (await part.underWay?.(scene, person)) ?? null;
		if (what !== null) throw new AppError('conflict', `${what}: end that first`);
	}
}

async function blankAll(
	step: (work: (scene: Scene, person: Person) => Promise<number>) => Promise<number>,
	{ kind, blank }: PersonalData,
	blanked: Record<string, number>,
): Promise<void> {
	for (let steps = 0; steps < MOST_STEPS; steps++) {
		const rows = await step(async (scene, person) => (await blank?.(scene, person, MOST_AT_ONCE)) ?? 0);
		blanked[kind] = (blanked[kind] ?? 0) + rows;
		if (rows < MOST_AT_ONCE) return;
	}
	throw new AppError('unavailable', `there are more ${kind} than one asking erases: ask again`);
}

/** What came meanwhile goes with the name, in one transaction; the audit says who did it, why, and how much it was. */
async function finish(scene: Scene, person: Person, reason: ErasureReason, before: Readonly<Record<string, number>>): Promise<Erased> {
	const blanked = { ...before };
	for (const { kind, blank } of TALK) blanked[kind] = (blanked[kind] ?? 0) + (await blank(scene, person, MOST_AT_ONCE));
	blanked.contacts = await eraseContactRow(scene, person);
	if (Object.values(blanked).some((rows) => rows > 0))
		scene.emit({ type: 'contact.erased', subject: { kind: 'contact', id: person.id }, data: { reason, blanked } });
	return { contact: person.id, blanked };
}
