import type { Model, mongo } from 'mongoose';

/**
 * The driver's own collection, for the reads and writes of every turn and send: mongoose's casting and hooks were a tenth of the program's
 * processor time there (test/bench/README.md), and what is asked and written is checked by the compiler. The guard of tenants is passed
 * by: every filter must name `org` or a row's own id. Made once for each connection, since making it costs as much as a small command.
 */
export function rowsOf<T extends { _id: string }>(model: Model<T>): () => mongo.Collection<T> {
	let known: { client: mongo.MongoClient; rows: mongo.Collection<T> } | undefined;
	return () => {
		const { conn, name } = model.collection;
		const client = conn.getClient();
		if (known?.client !== client) known = { client, rows: client.db(conn.name).collection<T>(name) };
		return known.rows;
	};
}
