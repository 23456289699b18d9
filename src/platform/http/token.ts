import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { type Identity, ROLES } from './endpoint.ts';

const ISSUER = 'palabre';
const DEFAULT_LIFE_SECONDS = 30 * 24 * 3600;

const Claims = z.object({ org: z.string().min(1), role: z.enum(ROLES), sub: z.string().min(1).optional() });

/** A bearer token for an identity: a JWT signed with HS256 (RFC 7519), valid for `lifeSeconds` (30 days). */
export function signToken(identity: Identity, secret: string, clock: Clock, lifeSeconds = DEFAULT_LIFE_SECONDS): Promise<string> {
	const seconds = Math.floor(clock.now().getTime() / 1000);
	const token = new SignJWT({ org: identity.org, role: identity.role })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.setIssuer(ISSUER)
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + lifeSeconds);
	if (identity.subject !== undefined) token.setSubject(identity.subject);
	return token.sign(keyOf(secret));
}

/** Whom a bearer token stands for. Throws AppError `unauthenticated` when it is not ours, was changed or has expired. */
export async function verifyToken(token: string, secret: string, clock: Clock): Promise<Identity> {
	try {
		const { payload } = await jwtVerify(token, keyOf(secret), {
			issuer: ISSUER,
			algorithms: ['HS256'],
			requiredClaims: ['exp'],
			currentDate: clock.now(),
		});
		const { org, role, sub } = Claims.parse(payload);
		return { org, role, ...(sub === undefined ? {} : { subject: sub }) };
	} catch (cause) {
		throw new AppError('unauthenticated', 'the token is not valid, or no longer', { cause });
	}
}

function keyOf(secret: string): Uint8Array {
	return new TextEncoder().encode(secret);
}
