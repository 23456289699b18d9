import type { Machine } from '../machine.ts';
import type { Options } from '../options.ts';
import type { Target } from '../target.ts';

/** What a measurement gives: for people, and for programs. */
export interface Outcome {
	text: string;
	figures: unknown;
	targets: Target[];
}

export type Measuring = (machine: Machine, options: Options) => Promise<Outcome>;
