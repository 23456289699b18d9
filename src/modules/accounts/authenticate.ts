import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { signToken, verifyToken } from '../../platform/http/token.ts';
import { checkIdentity } from './check-identity.ts';

/**
 * Whom a bearer token stands for, now: a token of an organisation or a provider that is gone opens nothing. Throws `unauthenticated`.
 */
export function authenticator({ secret, clock }: { secret: string; clock: Clock }): (token: string) => Promise<Identity> {
	return async (token) => {
		const identity = await verifyToken(token, secret, clock);
		try {
			return await checkIdentity(identity);
		} catch (cause) {
			if (cause instanceof AppError && cause.kind === 'user')
				throw new AppError('unauthenticated', 'the token stands for nobody any more', { cause });
			throw cause;
		}
	};
}

/** A bearer token for someone who is there. Throws as `checkIdentity`. */
export async function issueToken(identity: Identity, { secret, clock }: { secret: string; clock: Clock }): Promise<string> {
	return signToken(await checkIdentity(identity), secret, clock);
}
