import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConversationRow } from '../../../src/modules/support/list-conversations.ts';
import { showConversation } from '../../../src/modules/support/show-conversation.ts';

const now = new Date('2026-11-21T10:00:00Z');

function row(changes: Partial<ConversationRow> = {}): ConversationRow {
	return {
		_id: 'c1',
		org: 'djobea',
		reach: [],
		owner: 'human',
		createdAt: now,
		updatedAt: now,
		lastIn: [],
		lastOut: [],
		unanswered: [],
		triage: [],
		...changes,
	};
}

function reach(channel: 'whatsapp' | 'sms', hoursAgo?: number): ConversationRow['reach'][number] {
	const heard = hoursAgo === undefined ? {} : { lastInboundAt: new Date(now.getTime() - hoursAgo * 3_600_000) };
	return { channel, carrier: 'simulator', sender: '+14155238886', address: '+237690000001', ...heard };
}

describe('the preview', () => {
	test('is bounded and cuts no character, whatever was written', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
				const input = { kind: 'message', text } as const;
				const shown = showConversation(row({ lastIn: [{ _id: 'i', receivedAt: now, input }] }), now).last_message?.text ?? '';
				expect([...shown].length).toBeLessThanOrEqual(120);
				expect(shown.isWellFormed()).toBe(true);
			}),
		);
	});

	test('is of whoever spoke last', () => {
		const lastIn = [{ _id: 'i', receivedAt: now, input: { kind: 'message', text: 'moi' } as const }];
		const lastOut = (ms: number) => [{ _id: 'o', createdAt: new Date(now.getTime() + ms), origin: 'human' as const, text: 'nous' }];
		expect(showConversation(row({ lastIn, lastOut: lastOut(1) }), now).last_message).toMatchObject({ from: 'human', text: 'nous' });
		expect(showConversation(row({ lastIn, lastOut: lastOut(-1) }), now).last_message).toMatchObject({ from: 'person', text: 'moi' });
		expect(showConversation(row(), now).last_message).toBeNull();
	});
});

describe('the window', () => {
	test.each([
		['whatsapp, just now', [reach('whatsapp', 0)], true],
		['whatsapp, 23 h 50 ago', [reach('whatsapp', 23 + 50 / 60)], true],
		['whatsapp, 24 h ago', [reach('whatsapp', 24)], false],
		['whatsapp, never', [reach('whatsapp')], false],
		['sms first, long ago', [reach('sms', 900), reach('whatsapp', 950)], true],
		['nowhere', [], false],
	])('%s', (_name, reached, open) => {
		expect(showConversation(row({ reach: reached }), now).window_open).toBe(open);
	});
});

describe('waiting_since', () => {
	const since = new Date('2026-11-21T09:00:00Z');
	const wrote = new Date('2026-11-21T09:30:00Z');

	test.each([
		['nobody has claimed it: since the hand-over', { unanswered: [{ receivedAt: wrote }] }, since],
		['an agent has it: since the first message without an answer', { agent: 'awa', unanswered: [{ receivedAt: wrote }] }, wrote],
		['everything is answered', { agent: 'awa' }, null],
	])('%s', (_name, changes, expected) => {
		expect(showConversation(row({ ownerSince: since, ...changes }), now).waiting_since).toBe(expected?.toISOString() ?? null);
	});
});
