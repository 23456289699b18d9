import type { ClientSession } from 'mongoose';
import { rowById } from '../../platform/mongo/row-by-id.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { type Account, AccountModel, type AccountRow, accountKey, type StaffRole } from './model.ts';

/** Managers told of one alert at most (I12). */
const MAX_MANAGERS = 20;

const accountRows = rowsOf(AccountModel);
const findRow = rowById<AccountRow>((filter, options) => accountRows().find(filter, options).toArray());

/** The account with this id, or null. A scene fits `within`. */
export async function findAccount(within: { org: string; db?: ClientSession }, id: string): Promise<Account | null> {
	const row = await findRow(within, accountKey(within.org, id));
	return row === null ? null : toAccount(row);
}

/** The organisation's managers who can be reached by chat (`contact` is set), by id: those whom alerts go to. */
export async function findManagers(within: { org: string; db?: ClientSession }): Promise<(Account & { contact: string })[]> {
	const rows = await AccountModel.find({ org: within.org, role: 'manager', contact: { $exists: true } })
		.sort({ _id: 1 })
		.limit(MAX_MANAGERS)
		.session(within.db ?? null)
		.lean();
	return rows.map(toAccount).flatMap((account) => (account.contact === undefined ? [] : [{ ...account, contact: account.contact }]));
}

/** The first account of a role, by id; null when nobody has it. */
export async function findFirstOf(within: { org: string }, role: StaffRole): Promise<Account | null> {
	const row = await AccountModel.findOne({ org: within.org, role }).sort({ _id: 1 }).lean();
	return row === null ? null : toAccount(row);
}

function toAccount(row: AccountRow): Account {
	const { _id, ...account } = row;
	return account;
}
