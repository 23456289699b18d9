import mongoose from 'mongoose';

/** How many transactions this test's database commits meanwhile, as the server's own log has them: one entry each. */
export async function countTransactions<T>(work: () => Promise<T>): Promise<{ result: T; transactions: number }> {
	const client = mongoose.connection.getClient();
	const { lastWrite } = await client.db().admin().command({ hello: 1 });
	const result = await work();
	const ours = new RegExp(`^${mongoose.connection.name}\\.`);
	const log = client.db('local').collection('oplog.rs');
	return { result, transactions: await log.countDocuments({ ts: { $gt: lastWrite.opTime.ts }, 'o.applyOps.ns': ours }) };
}
