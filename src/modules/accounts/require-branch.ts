import { AppError } from '../../platform/errors.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { findAccount } from './find-accounts.ts';

/**
 * Throws `forbidden` when the token's account does not work in this branch. Managers go anywhere; a token without an account was given out
 * by the organisation itself, for all of its branches.
 */
export async function requireBranch(identity: Identity, branch: string): Promise<void> {
	if (identity.role === 'manager' || identity.role === 'admin' || identity.subject === undefined) return;
	const account = await findAccount({ org: identity.org }, identity.subject);
	if (account?.branches !== undefined && !account.branches.includes(branch)) throw new AppError('forbidden', 'not one of your branches');
}
