import mongoose, { type Model, type Schema } from 'mongoose';
import { AppError } from '../errors.ts';

/** Pass in a query's options when it must look across organisations (workers draining every tenant's rows). */
export const ACROSS_ORGANISATIONS = { acrossOrganisations: true } as const;

/**
 * Registers a model whose rows belong to organisations. Every query on it must name `org` (rule X7, I8): one that does not is a
 * programming error and throws before it reaches the database, unless its options say `ACROSS_ORGANISATIONS`.
 * Ids are our own strings, never ObjectIds. Collections and indexes are made at start-up by `prepareDatabase`, never implicitly.
 */
export function defineModel<T>(name: string, schema: Schema<T>, options: { collection: string; tenant: boolean }): Model<T> {
	schema.set('collection', options.collection);
	schema.set('autoCreate', false);
	schema.set('autoIndex', false);
	schema.set('versionKey', false);
	schema.set('minimize', false);
	schema.set('strict', 'throw');
	if (options.tenant) guardTenant(schema, name);
	return mongoose.model<T>(name, schema);
}

const GUARDED_QUERIES = [
	'find',
	'findOne',
	'findOneAndUpdate',
	'findOneAndDelete',
	'findOneAndReplace',
	'updateOne',
	'updateMany',
	'replaceOne',
	'deleteOne',
	'deleteMany',
	'countDocuments',
	'distinct',
] as const;

function guardTenant<T>(schema: Schema<T>, name: string): void {
	schema.pre([...GUARDED_QUERIES], { query: true, document: false }, function check() {
		if (this.getOptions().acrossOrganisations !== true) requireOrg(this.getFilter(), name);
	});
	schema.pre('aggregate', function check() {
		if (this.options.acrossOrganisations === true) return;
		const first = this.pipeline()[0];
		requireOrg(first !== undefined && '$match' in first ? first.$match : {}, name);
	});
}

function requireOrg(filter: Record<string, unknown>, name: string): void {
	if (typeof filter.org !== 'string') throw new AppError('internal', `a query on ${name} does not name its organisation`);
}
