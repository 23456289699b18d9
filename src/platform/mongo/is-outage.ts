import mongoose from 'mongoose';

const { MongoError, MongoNetworkError, MongoServerSelectionError, MongoNotConnectedError, MongoTopologyClosedError } = mongoose.mongo;
const LABELS = ['TransientTransactionError', 'UnknownTransactionCommitResult', 'RetryableWriteError', 'ResetPool'];

/** Whether the database, and not the work, is at fault: such a failure says nothing about the row in hand. */
export function isOutage(error: unknown): boolean {
	if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
	if (error instanceof MongoNotConnectedError || error instanceof MongoTopologyClosedError) return true;
	return error instanceof MongoError && LABELS.some((label) => error.hasErrorLabel(label));
}
