import { coded } from './code.ts';
import { globalKeyword } from './global-keyword.ts';
import type { Decision, Moment } from './moment.ts';
import { tapped } from './tapped.ts';
import { trigger } from './trigger.ts';
import { understood } from './understood.ts';
import { waiting } from './waiting.ts';

/**
 * Which meaning of a person's input wins (L12). One table, first row that answers: opt-out > human owns > choice id > code of a
 * place > global keywords unless the state refuses them > waiting question > triggers > understanding > help. A tapped choice stands
 * above the keywords, so a button that reads "Menu" does what the button says.
 */
export const PRECEDENCE: readonly { row: Decision['row']; decide: (moment: Moment) => Decision | null }[] = [
	{ row: 'opt_out', decide: ({ input }) => (input.kind === 'opt_out' ? { row: 'opt_out', word: input.word } : null) },
	{ row: 'human', decide: ({ run }) => (run.ctx.contact.owner === 'human' ? { row: 'human' } : null) },
	{ row: 'tap', decide: tapped },
	{ row: 'code', decide: coded },
	{ row: 'keyword', decide: globalKeyword },
	{ row: 'waiting', decide: waiting },
	{ row: 'trigger', decide: trigger },
	{ row: 'understood', decide: understood },
	{ row: 'help', decide: () => ({ row: 'help' }) },
];

/** Decides what an input of a person means at this moment. */
export function decide(moment: Moment): Decision {
	for (const { decide: answer } of PRECEDENCE) {
		const decision = answer(moment);
		if (decision !== null) return decision;
	}
	return { row: 'help' };
}
