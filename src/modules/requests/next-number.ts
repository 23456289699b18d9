import { mongo, Schema } from 'mongoose';
import type { Scene } from '../../conversation/scene/scene.ts';
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
 * The next request number of the organisation, taken in the scene's transaction: two at once conflict, and the later scene is run
 * again (rule Q2: a counter row, never a count). Numbers of scenes that were rolled back are not lost.
 */
export async function nextRequestNumber(scene: Scene): Promise<number> {
	const key = { _id: `${scene.org}:requests`, org: scene.org };
	const counted = await CounterModel.findOneAndUpdate(key, { $inc: { value: 1 } }, { session: scene.db, returnDocument: 'after' }).lean();
	if (counted !== null) return counted.value;
	const first = BEFORE_FIRST + 1;
	try {
		await CounterModel.create([{ ...key, value: first }], { session: scene.db });
	} catch (error) {
		// The very first two requests at once: the later scene is run again and finds the counter.
		if (isDuplicate(error) && error instanceof mongo.MongoServerError) error.addErrorLabel('TransientTransactionError');
		throw error;
	}
	return first;
}
