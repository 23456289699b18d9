import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryStatus, StatusUpdate } from '../../../src/channels/message.ts';
import type { OutboxMessage } from '../../../src/channels/outbox/model.ts';
import { nextStatus } from '../../../src/channels/outbox/next-status.ts';
import { aMessage } from '../../support/outbox.ts';

function aRow(changes: Partial<OutboxMessage>): OutboxMessage {
	const at = new Date(0);
	const rest = { open: true, parked: false, attempts: 1, failures: 0, lookUps: 0, refused: [], pastProviderIds: [], history: [] };
	return {
		...aMessage('c', ''),
		...rest,
		_id: 'm',
		org: 'o',
		status: 'sent',
		notBefore: at,
		correlationId: 'x',
		createdAt: at,
		...changes,
	};
}

const update = (status: StatusUpdate['status'], providerId = 'SM1'): StatusUpdate => ({
	carrier: 'twilio',
	providerId,
	status,
	errorCode: 'e',
});

describe('what news make of a message', () => {
	const cases: [string, Partial<OutboxMessage>, StatusUpdate, object][] = [
		['queued there is sent for us', { status: 'sending' }, update('queued'), { status: 'sent' }],
		['an unknown send was a send', { status: 'unknown' }, update('sending'), { status: 'sent' }],
		['failure under way', { status: 'sending' }, update('failed'), { kind: 'fail', code: 'e' }],
		['failure of a sent message', { status: 'sent', providerId: 'SM1' }, update('failed'), { kind: 'fail' }],
		['failure after delivery', { status: 'delivered', providerId: 'SM1' }, update('failed'), { kind: 'ignore' }],
		['failure twice', { status: 'failed', providerId: 'SM1' }, update('failed'), { kind: 'ignore' }],
		[
			'failure of an earlier attempt',
			{ status: 'sent', providerId: 'SM2', pastProviderIds: ['SM1'] },
			update('failed'),
			{ kind: 'ignore' },
		],
		[
			'failure of an earlier attempt while the next is under way',
			{ status: 'sending', pastProviderIds: ['SM1'] },
			update('failed'),
			{ kind: 'ignore' },
		],
		['an earlier attempt was sent', { status: 'queued', pastProviderIds: ['SM1'] }, update('sent'), { kind: 'ignore' }],
		['an earlier attempt arrived after all', { status: 'queued', pastProviderIds: ['SM1'] }, update('delivered'), { status: 'delivered' }],
		['given up, yet delivered', { status: 'failed' }, update('delivered'), { status: 'delivered' }],
		['given up, then sent', { status: 'failed' }, update('sent'), { kind: 'ignore' }],
	];
	test.each(cases)('%s', (_label, row, news, expected) => {
		expect(nextStatus(aRow(row), news)).toMatchObject(expected);
	});

	test('whatever the order, the end is the highest that was told', () => {
		const rank: Partial<Record<DeliveryStatus, number>> = { sending: 0, sent: 1, delivered: 2, read: 3 };
		const statuses = fc.array(
			fc.constantFrom('queued' as const, 'sending' as const, 'sent' as const, 'delivered' as const, 'read' as const),
		);
		fc.assert(
			fc.property(statuses, (told) => {
				let row = aRow({ status: 'sending' });
				let before = 0;
				for (const status of told) {
					const next = nextStatus(row, update(status));
					if (next.kind === 'advance') row = { ...row, status: next.status, providerId: 'SM1' };
					expect(rank[row.status] ?? -1).toBeGreaterThanOrEqual(before);
					before = rank[row.status] ?? -1;
				}
				const highest = Math.max(0, ...told.map((status) => ({ queued: 1, sending: 1, sent: 1, delivered: 2, read: 3 })[status]));
				expect(before).toBe(highest);
			}),
		);
	});
});
