/** Agenda's collection; `prepareDatabase` makes it with the index Agenda would make by itself. */
export const JOBS_COLLECTION = 'jobs';

export const JOBS_INDEX = {
	key: { name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 },
	name: 'findAndLockNextJobIndex',
};
