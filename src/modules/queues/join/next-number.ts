import { Schema } from 'mongoose';
import { coalesce } from '../../../platform/coalesce.ts';
import { AppError } from '../../../platform/errors.ts';
import { defineModel } from '../../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../../platform/mongo/is-duplicate.ts';

/** One row per series of numbers: a prefix in a branch on a local day (rule Q2). */
interface Series {
	/** `<org>:<branch>:<prefix>:<day>`. */
	_id: string;
	org: string;
	/** The last number given. */
	value: number;
	/** For the index that lets it go. */
	createdAt: Date;
}

/** Long after anybody asks what became of yesterday's number. */
const KEPT_SECONDS = 90 * 24 * 3600;
/** Three digits for every display; a day with more than 999 goes on with four, so a number never comes twice. */
const DIGITS = 3;

const schema = new Schema<Series>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	value: { type: Number, required: true },
	createdAt: { type: Date, required: true },
});
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
const SeriesModel = defineModel<Series>('QueueDay', schema, { collection: 'queue_days', tenant: true });

/** Where a number comes from. */
export interface NumberSeries {
	org: string;
	branch: string;
	prefix: string;
	day: string;
	now: Date;
}

/**
 * The next number of a series (`A045`), from a counter row, never from a count (rule Q2). Counted outside the scene's transaction, as
 * request numbers are: inside it, everyone who joins at the same moment would conflict on this one row.
 */
export async function nextTicketNumber(series: NumberSeries): Promise<string> {
	const key = `${series.org}:${series.branch}:${series.prefix}:${series.day}`;
	const value = await nextValue({ key, org: series.org, now: series.now });
	return `${series.prefix}${String(value).padStart(DIGITS, '0')}`;
}

const nextValue: (wanted: { key: string; org: string; now: Date }) => Promise<number> = coalesce(async (wanted) => {
	const next = new Map<string, number>();
	for (const { key, org, now } of wanted) {
		if (next.has(key)) continue;
		next.set(key, await reserve(key, org, wanted.filter((one) => one.key === key).length, now));
	}
	return wanted.map(({ key }) => {
		const value = next.get(key) ?? Number.NaN;
		next.set(key, value + 1);
		return value;
	});
});

/** The first of so many numbers in a row. */
async function reserve(_id: string, org: string, many: number, now: Date): Promise<number> {
	const counted = await count({ _id, org }, many);
	if (counted !== null) return counted - many + 1;
	try {
		await SeriesModel.create({ _id, org, value: 0, createdAt: now });
	} catch (error) {
		// The very first tickets of the day at once: somebody else made the row.
		if (!isDuplicate(error)) throw error;
	}
	const first = await count({ _id, org }, many);
	if (first === null) throw new AppError('internal', 'the series of numbers went away');
	return first - many + 1;
}

async function count(key: { _id: string; org: string }, many: number): Promise<number | null> {
	const counted = await SeriesModel.findOneAndUpdate(key, { $inc: { value: many } }, { returnDocument: 'after' }).lean();
	return counted?.value ?? null;
}
