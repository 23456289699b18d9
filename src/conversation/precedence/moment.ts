import type { Reading } from '../../understanding/reading.ts';
import type { Answer } from '../flow/compile.ts';
import type { Input } from '../input.ts';
import type { Frame } from '../session.ts';
import type { LiveChoice } from '../step/choices.ts';
import type { Tap } from '../step/payload.ts';
import type { ReadAnswer } from '../step/read-answer.ts';
import type { Run } from '../step/run.ts';

/** What the precedence table looks at: one input of a person, beside everything that is open. */
export interface Moment {
	run: Run;
	input: Input;
	/** The words typed or tapped; empty for pins and files without caption. */
	text: string;
	reading: Reading | null;
	/** The frame whose question is open. */
	asking: Frame | undefined;
	choices: LiveChoice[];
	read: ReadAnswer | null;
}

export type GlobalKeyword = 'menu' | 'help' | 'agent' | 'language' | 'cancel';

/** What the input means. Exactly one row of the table gives it. */
export type Decision =
	| { row: 'opt_out'; word: 'stop' | 'start' | 'help' }
	| { row: 'human' }
	| { row: 'tap'; action: 'answer'; answer: Answer }
	| { row: 'tap'; action: 'open'; flow: string; state: string; facts: Record<string, unknown>; subject: string }
	| { row: 'tap'; action: 'again' }
	| { row: 'tap'; action: 'stale'; tap: Tap }
	| { row: 'code'; flow: string; state: string; facts: Record<string, unknown> }
	| { row: 'keyword'; keyword: GlobalKeyword; language?: string }
	| { row: 'waiting'; action: 'answer'; answer: Answer }
	| { row: 'waiting'; action: 'absorb'; answer: Answer }
	| { row: 'waiting'; action: 'standing'; flow: string; state: string; subject: string; facts: Record<string, unknown> }
	| { row: 'trigger'; flow: string; state: string; facts: Record<string, unknown> }
	| { row: 'understood'; action: 'open'; flow: string; state: string; facts: Record<string, unknown> }
	| { row: 'understood'; action: 'handover'; reason: string }
	| { row: 'understood'; action: 'language'; language: string }
	| { row: 'understood'; action: 'cancel' }
	| { row: 'help' };
