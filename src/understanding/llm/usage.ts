import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';

/** Tokens one organisation has used on one of its days. */
export interface LlmUsage {
	/** `<org>:<day>` */
	_id: string;
	org: string;
	/** `2026-11-21`, in the organisation's time zone. */
	day: string;
	tokens: number;
	at: Date;
}

/** Long enough to look at a quarter's use. */
const KEPT_SECONDS = 100 * 24 * 3600;

const schema = new Schema<LlmUsage>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	day: { type: String, required: true },
	tokens: { type: Number, required: true },
	at: { type: Date, required: true },
});
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const LlmUsageModel = defineModel<LlmUsage>('LlmUsage', schema, { collection: 'llm_usage', tenant: true });

/** The tokens of an organisation's day: taken before a call, corrected after it. */
export interface TokenBudget {
	/** False: the day's tokens are used up. */
	take(org: string, day: string, tokens: number, now: Date): Promise<boolean>;
	/** What a call used more (or less, when negative) than was taken for it. */
	settle(org: string, day: string, difference: number): Promise<void>;
}

/** The budget all processes share: one row per organisation and day, changed only by conditional writes. */
export function sharedBudget(perDay: number): TokenBudget {
	return {
		async take(org, day, tokens, now) {
			if (tokens > perDay) return false;
			const row = { _id: `${org}:${day}`, org, tokens: { $lte: perDay - tokens } };
			try {
				await LlmUsageModel.updateOne(row, { $inc: { tokens }, $setOnInsert: { day, at: now } }, { upsert: true });
				return true;
			} catch (error) {
				if (!isDuplicate(error)) throw error;
				// The row is there: it has no room, or it was made by another call at the same moment.
				const { modifiedCount } = await LlmUsageModel.updateOne(row, { $inc: { tokens } });
				return modifiedCount === 1;
			}
		},
		async settle(org, day, difference) {
			if (difference !== 0) await LlmUsageModel.updateOne({ _id: `${org}:${day}`, org }, { $inc: { tokens: difference } });
		},
	};
}
