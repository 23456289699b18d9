import { Schema } from 'mongoose';
import type { Position } from '../../platform/geo.ts';
import type { Opening } from '../../platform/opening-hours.ts';
import { printedKey } from '../../platform/printed-key.ts';
import { hours, names, part, position, strings, text } from './fields.ts';
import type { Names } from './names.ts';

/** Weekly hours as written in the import file, and as read. */
export interface Hours {
	text: string;
	openings: Opening[];
}

/** A day on which nobody opens. `date` is local (`2026-12-25`). */
export interface Holiday {
	date: string;
	name?: string;
}

/** A place in a branch where an agent serves people. Its id is unique within the organisation. */
export interface Counter {
	id: string;
	names: Names;
	/** Ids of the services it serves; all those of the branch's queues when unset. */
	services?: string[];
}

/** A place where an organisation receives people. */
export interface Branch {
	id: string;
	names: Names;
	address?: string;
	/** The id of a region of the country, where we know them. */
	region?: string;
	town?: string;
	position?: Position;
	hours: Hours;
	/** Closed days of the branch, besides the organisation's own. */
	holidays: Holiday[];
	counters: Counter[];
	/** What links and posters carry: upper case letters, digits and `-`; unique over everything one host serves. */
	code: string;
	/** On the poster inside the branch: who sends it is there. */
	arrivalKey: string;
}

/** As an import file describes it: the program makes the arrival key. */
export type BranchProfile = Omit<Branch, 'arrivalKey'>;

export const holidaySchema = new Schema<Holiday>({ date: text, name: String }, part);

export const branchSchema = new Schema<Branch>(
	{
		id: text,
		names,
		address: String,
		region: String,
		town: String,
		position,
		hours: { type: hours, required: true },
		holidays: [holidaySchema],
		counters: [new Schema<Counter>({ id: text, names, services: { ...strings, required: false, default: undefined } }, part)],
		code: text,
		arrivalKey: text,
	},
	part,
);

/** Some 900 million keys: nobody guesses one from a chair at home, and people can still type it. */
const KEY_LENGTH = 6;

/** A new key for the poster inside a branch. */
export function newArrivalKey(): string {
	return printedKey(KEY_LENGTH);
}

/** The code of a branch that was given none: `CBAO-PLATEAU`. */
export function defaultCode(slug: string, branch: string): string {
	return `${slug}-${branch}`.toUpperCase().replace(/[^A-Z0-9]+/g, '-');
}
