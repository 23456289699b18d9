import type { Intent } from './reading.ts';

/** What does something when it is understood. */
export const ACTIONS: ReadonlySet<Intent> = new Set([
	'request_service',
	'confirm',
	'cancel_request',
	'provider_accept',
	'provider_decline',
	'provider_enroute',
	'provider_arrived',
	'provider_start',
	'provider_complete',
	'rate_service',
	'join_queue',
	'leave_queue',
	'book_appointment',
	'reschedule_appointment',
	'pay',
	'change_language',
	'preferences',
	'stop_notifications',
]);
