/** The keys and kinds of the module's timers: a key names what it is about, so that it can be replaced and removed with it. */
export const KINDS = {
	offerExpiry: 'dispatch.offer_expiry',
	offerReminder: 'dispatch.offer_reminder',
	searchWord: 'dispatch.search_word',
	searchDeadline: 'dispatch.search_deadline',
	searchRetry: 'dispatch.search_retry',
	jobSilence: 'dispatch.job_silence',
	jobConfirm: 'dispatch.job_confirm',
	jobUnconfirmed: 'dispatch.job_unconfirmed',
	managerWord: 'dispatch.manager_word',
} as const;

export const offerTimers = (offer: string): string => `offer:${offer}:`;
export const searchTimers = (request: string): string => `search:${request}:`;
export const jobTimers = (request: string): string => `job:${request}:`;
