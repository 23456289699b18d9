import mongoose from 'mongoose';

const DUPLICATE_KEY = 11000;

/** Whether a unique index refused the write: often the expected end of a race (rule X1). */
export function isDuplicate(error: unknown): boolean {
	return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
