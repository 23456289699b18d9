import type { ClientSession, Model, QueryFilter, UpdateQuery } from 'mongoose';

/**
 * The one primitive by which exactly one of many wins (I6, rule R2): a conditional write. `filter` names the row and the state it must
 * be in, `update` takes it out of that state. The winner gets the row as it now is; everyone else gets null, at once.
 * In a transaction two claims of one row conflict, and the loser's transaction runs again and meets the changed row.
 *
 * @example await claimOne(OfferModel, { _id: id, org, status: 'open' }, { $set: { status: 'accepted', provider } }, scene.db)
 */
export async function claimOne<T>(model: Model<T>, filter: QueryFilter<T>, update: UpdateQuery<T>, db?: ClientSession): Promise<T | null> {
	const row = await model.findOneAndUpdate(filter, update, { returnDocument: 'after', session: db }).lean<T>();
	return row ?? null;
}
