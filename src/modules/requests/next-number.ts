import { Schema } from 'mongoose';
import { coalesce } from '../../platform/coalesce.ts';
import { AppError } from '../../platform/errors.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';

/** One row per series of numbers of an organisation. */
interface Counter {
	/** `<org>:requests`. */
	_id: string;
	org: string;
	/** The last number given. */
	value: number;
}

const schema = new Schema<Counter>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	value: { type: Number, required: true },
});
const CounterModel = defineModel<Counter>('RequestCounter', schema, { collection: 'request_counters', tenant: true });

/** The first number is 1001: four digits from the start, so that people recognise it as one. */
const BEFORE_FIRST = 1000;

/**
 * The next request number of the organisation, from a counter row, never from a count (rule Q2). Counted outside the scene's
 * transaction: inside it, everyone who asks for something at the same moment would wait for, and conflict on, this one row (ten at once
 * exhausted the ten attempts of a transaction); outside it, they share one operation. A scene that is run again burns a number: they need
 * not be gapless.
 */
export const nextRequestNumber: (org: string) => Promise<number> = coalesce(async (orgs: readonly string[]) => {
	const first = new Map<string, number>();
	for (const org of new Set(orgs)) first.set(org, await reserve(org, orgs.filter((one) => one === org).length));
	return orgs.map((org) => {
		const number = first.get(org) ?? Number.NaN;
		first.set(org, number + 1);
		return number;
	});
});

/** The first of so many numbers in a row. */
async function reserve(org: string, many: number): Promise<number> {
	const key = { _id: `${org}:requests`, org };
	const counted = await count(key, many);
	if (counted !== null) return counted - many + 1;
	try {
		await CounterModel.create({ ...key, value: BEFORE_FIRST });
	} catch (error) {
		// The very first requests at once: somebody else made the row.
		if (!isDuplicate(error)) throw error;
	}
	const first = await count(key, many);
	if (first === null) throw new AppError('internal', 'the counter of requests went away');
	return first - many + 1;
}

async function count(key: { _id: string; org: string }, many: number): Promise<number | null> {
	const counted = await CounterModel.findOneAndUpdate(key, { $inc: { value: many } }, { returnDocument: 'after' }).lean();
	return counted?.value ?? null;
}
