import { Schema } from 'mongoose';
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
 * exhausted the ten attempts of a transaction). A scene that is run again burns a number: they need not be gapless.
 */
export async function nextRequestNumber(org: string): Promise<number> {
	const key = { _id: `${org}:requests`, org };
	const counted = await count(key);
	if (counted !== null) return counted;
	try {
		await CounterModel.create({ ...key, value: BEFORE_FIRST });
	} catch (error) {
		// The very first requests at once: somebody else made the row.
		if (!isDuplicate(error)) throw error;
	}
	const first = await count(key);
	if (first === null) throw new AppError('internal', 'the counter of requests went away');
	return first;
}

async function count(key: { _id: string; org: string }): Promise<number | null> {
	const counted = await CounterModel.findOneAndUpdate(key, { $inc: { value: 1 } }, { returnDocument: 'after' }).lean();
	return counted?.value ?? null;
}
