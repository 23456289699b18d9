import { expect } from '@jest/globals';
import { openBook } from '../../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../../src/conversation/flow/load.ts';
import type { Input } from '../../../../src/conversation/input.ts';
import { EMPTY_SESSION, type Frame, type Session } from '../../../../src/conversation/session.ts';
import type { StepContext } from '../../../../src/conversation/step/context.ts';
import { encodeTap } from '../../../../src/conversation/step/payload.ts';
import { step } from '../../../../src/conversation/step/step.ts';
import { loadTexts } from '../../../../src/platform/i18n.ts';
import type { Intent, Reading } from '../../../../src/understanding/reading.ts';
import { NOTHING_READ } from '../../../support/nothing-read.ts';

const book = openBook(loadFlows('flows'));
const texts = loadTexts('locales');
export const NOW = new Date('2026-11-23T09:00:00Z');

export function read(intent: Intent, more: Partial<Reading> = {}): Reading {
	return { ...NOTHING_READ, intent, confidence: 0.9, source: 'rules', ...more };
}

export function context(more: Partial<StepContext> = {}): StepContext {
	return {
		now: NOW,
		book,
		texts,
		contact: { id: 'c', name: 'Awa', language: 'fr', provider: '', owner: 'bot' },
		org: {
			id: 'djobea',
			name: 'Djobea',
			timezone: 'Africa/Douala',
			currency: 'XAF',
			emergency: { rescue: '118', police: '117' },
			languages: ['fr', 'en'],
			settings: {},
			offers: { requests: true, queues: false, appointments: false },
		},
		limits: { questionReminderMs: 900_000, questionExpiryMs: 3_600_000, draftKeepMs: 48 * 3_600_000, wrongAnswers: 3 },
		reading: null,
		repliedSubject: null,
		media: [],
		unread: null,
		...more,
	};
}

export const human: Partial<StepContext> = { contact: { id: 'c', name: 'Awa', language: 'fr', provider: '', owner: 'human' } };

export function asking(flow: string, state: string, facts: Frame['facts'] = {}): Session {
	const version = book.latest(flow)?.flow.version ?? 1;
	return { ...EMPTY_SESSION, turn: 3, askedTurn: 3, askedAt: NOW, frames: [{ flow, version, state, facts, wrong: 0 }] };
}

export const message = (text: string): Input => ({ kind: 'message', text });
export const tap = (flow: string, place: string, choice: string, label: string, subject = ''): Input => ({
	kind: 'choice',
	payload: encodeTap({ flow, version: 1, place, choice, subject }),
	label,
});

export const confirming = asking('request', 'confirm', { service: 'plomberie', problem: 'fuite', place: { zone: 'makepe' } });
export const askingProblem = asking('request', 'ask_problem', { service: 'plomberie' });

export interface Case {
	name: string;
	session: Session;
	input: Input;
	context?: Partial<StepContext>;
	row: string;
	also?: Record<string, unknown>;
}

/** Takes the step, and expects of its decision the row and whatever else the case tells. */
export function check({ session, input, context: given, row, also }: Case): void {
	const result = step({ ...session, turn: session.turn + 1 }, input, context(given));
	expect(result.decision).toMatchObject({ row, ...also });
}
