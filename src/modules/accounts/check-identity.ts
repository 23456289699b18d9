import { AppError } from '../../platform/errors.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { findOrganisation } from '../organisations/index.ts';
import { findProvider } from '../providers/index.ts';

const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9_.@+-]{0,63}$/;

/**
 * Refuses an identity that stands for nobody: an organisation that does not exist, a provider's without a provider or of one who is not
 * there (`not_found`, `invalid_input`). Staff may be named freely: desks are shared, and an account is not needed to hold a token.
 */
export async function checkIdentity(identity: Identity): Promise<Identity> {
	const { org, role, subject } = identity;
	if ((await findOrganisation(org)) === null) throw new AppError('not_found', 'no such organisation', { field: 'org' });
	if (subject !== undefined && !SUBJECT.test(subject))
		throw new AppError('invalid_input', 'the subject is not an id', { field: 'subject' });
	if (role !== 'provider') return identity;
	if (subject === undefined) throw new AppError('invalid_input', 'a provider token needs the provider it is for', { field: 'subject' });
	if ((await findProvider({ org }, subject)) === null)
		throw new AppError('not_found', 'no such provider in the organisation', { field: 'subject' });
	return identity;
}
