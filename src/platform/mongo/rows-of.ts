import type { Model, mongo } from 'mongoose';

/**
 * The driver's own collection, for the writes of every turn and send: mongoose's casting and hooks were a tenth of the program's
 * processor time there (test/bench/README.md), and what is written is checked by the compiler. The guard of tenants is passed by:
 * every filter must name `org` or a row's own id.
 */
export function rowsOf<T extends { _id: string }>(model: Model<T>): mongo.Collection<T> {
	return model.collection.conn.getClient().db(model.collection.conn.name).collection<T>(model.collection.name);
}
