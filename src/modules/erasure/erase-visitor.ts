import type { Actor, InScene, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import type { CounterData, CounterVisits } from '../module.ts';
import type { ErasureReason } from './erase-person.ts';

export interface VisitorErasure {
	/** The organisation visited, whoever's number it is reached by. */
	org: string;
	/** One of their tickets or appointments. */
	visit: string;
	reason: ErasureReason;
	by: Actor;
	correlationId: string;
}

export interface ErasedVisitor {
	visits: string[];
	/** Rows that were blanked by this asking, by kind. */
	blanked: Record<string, number>;
}

/** One transaction blanks no more (I12); nobody without a phone has so many visits that are known to be theirs. */
const MOST_VISITS = 200;

/**
 * Blanks somebody whom no contact stands for: a name, and perhaps a phone, that a counter wrote down (rule X9). They are found by one of
 * their visits, and with it by the others that it led to or that have their phone. All of it is one transaction, since the phone that
 * leads from one row to the next is among what goes. Whoever writes to the number is erased as a contact, by the organisation whose
 * number it is: `not_allowed`. Throws `not_found`, and `conflict` while one of the visits is under way. Asked once more it changes nothing.
 */
export function eraseVisitor(inScene: InScene, parts: readonly CounterData[], erasure: VisitorErasure): Promise<ErasedVisitor> {
	const { org, visit, reason, by, correlationId } = erasure;
	return inScene({ org, actor: by, correlationId }, async (scene) => {
		const visits = await visitsWith(scene, visit, parts);
		const blanked: Record<string, number> = {};
		for (const part of parts) {
			const what = await part.underWay(scene, visits);
			if (what !== null) throw new AppError('conflict', `${what}: end that first`);
		}
		for (const { kind, blank } of parts) blanked[kind] = (blanked[kind] ?? 0) + (await blank(scene, visits));
		if (Object.values(blanked).some((rows) => rows > 0))
			scene.emit({ type: 'visitor.erased', subject: { kind: 'visit', id: visit }, data: { reason, blanked } });
		return { visits: visits.ids, blanked };
	});
}

/** All visits of the person whose visit this is, followed until nothing new is found. */
async function visitsWith(scene: Scene, visit: string, parts: readonly CounterData[]): Promise<CounterVisits> {
	const { org } = scene;
	const found = new Set<string>();
	const phones = new Set<string>();
	const asked = new Set([visit]);
	for (let known = 0; known < asked.size + phones.size; ) {
		known = asked.size + phones.size;
		for (const { trace } of parts) {
			const traces = await trace(scene, { org, ids: [...asked] }, [...phones], MOST_VISITS);
			if (traces.chats) throw new AppError('not_allowed', 'this person writes to the number: they are erased there, as a contact');
			for (const id of traces.found) found.add(id);
			for (const id of [...traces.found, ...traces.leadTo]) asked.add(id);
			for (const phone of traces.phones) phones.add(phone);
		}
		if (found.size >= MOST_VISITS) throw new AppError('conflict', `more than ${MOST_VISITS} visits have this phone: it is nobody's own`);
	}
	if (!found.has(visit)) throw new AppError('not_found', 'no such visit');
	return { org, ids: [...found] };
}
