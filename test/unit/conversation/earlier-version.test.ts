import { expect, test } from '@jest/globals';
import { EMPTY_SESSION, type Session } from '../../../src/conversation/session.ts';
import type { Effect } from '../../../src/conversation/step/effect.ts';
import { step } from '../../../src/conversation/step/step.ts';
import { NOTHING_READ } from '../../support/nothing-read.ts';
import { context, message, NOW, read } from './precedence/case.ts';

/** What a conversation knew that stopped at a question of the first version of the dialogue, which no program has any more. */
const KNOWN = {
	service: 'plomberie',
	service_label: { fr: 'Plomberie' },
	problem: 'fuite',
	zone: 'bonamoussadi',
	place: { zone: 'bonamoussadi' },
	zone_label: { fr: 'Bonamoussadi' },
	landmark: 'carrefour',
	when: { kind: 'now' },
};

function stopped(state: string, unknown: string[] = []): Session {
	const facts = Object.fromEntries(Object.entries(KNOWN).filter(([fact]) => !unknown.includes(fact)));
	return { ...EMPTY_SESSION, frames: [{ flow: 'request', version: 1, state, facts, wrong: 0 }], askedAt: NOW, askedTurn: 1, turn: 1 };
}

const commands = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.kind === 'command' ? [effect.name] : []));
const asked = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.kind === 'ask' ? [effect.state] : []));

test('a yes to what the first version read back still sends the request', () => {
	const { effects } = step(stopped('confirm'), message('oui'), context({ reading: { ...NOTHING_READ, found: { agreed: true } } }));
	expect(commands(effects)).toEqual(['requests.create']);
});

test('an answer to a question of the first version leads to the summary of the newest', () => {
	const told = step(
		stopped('ask_landmark', ['landmark']),
		message('en face de la pharmacie'),
		context({ reading: read('give_location', { slots: { landmark: 'en face de la pharmacie' } }) }),
	);
	// The trade is looked up once: the first version did not keep that it had been.
	expect(commands(told.effects)).toEqual(['organisations.check_service']);
	const known = step(
		told.session,
		{ kind: 'effect_result', effect: 'organisations.check_service', outcome: 'known', data: { label: { fr: 'Plomberie' } } },
		context(),
	);
	expect(asked(known.effects)).toEqual(['confirm']);
	expect(known.session.frames).toMatchObject([{ flow: 'request', facts: { landmark: 'en face de la pharmacie', problem: 'fuite' } }]);
});
