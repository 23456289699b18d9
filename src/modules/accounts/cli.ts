import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { type Identity, ROLES } from '../../platform/http/endpoint.ts';
import { issueToken } from './authenticate.ts';

/** What the command needs of the house. */
export interface TokenTools {
	/** Opens the database; called only when the arguments make sense. Gives what tokens are signed with. */
	connect(): Promise<{ secret: string; clock: Clock }>;
	out(text: string): void;
	err(text: string): void;
}

const USAGE = `usage: npm run -s token -- --role ROLE --org SLUG [--subject ID]\nroles: ${ROLES.join(', ')}\n`;

const asked = z.strictObject({ role: z.enum(ROLES), org: z.string().min(1), subject: z.string().min(1).optional() });

/**
 * `npm run -s token -- --role ROLE --org SLUG [--subject ID]` prints a bearer token and nothing else. Gives the exit code; whatever is
 * wrong is said on stderr.
 */
export async function runToken(argv: readonly string[], tools: TokenTools): Promise<number> {
	const identity = readArguments(argv);
	if ('error' in identity) {
		tools.err(`${identity.error}\n${USAGE}`);
		return 1;
	}
	try {
		tools.out(`${await issueToken(identity, await tools.connect())}\n`);
		return 0;
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		tools.err(`${error.field === undefined ? '' : `--${error.field}: `}${error.message}\n`);
		return 1;
	}
}

function readArguments(argv: readonly string[]): Identity | { error: string } {
	const text = { type: 'string' } as const;
	// Not strict: what is unknown or has no value is told by the schema, with everything else.
	const { values, positionals } = parseArgs({ args: [...argv], options: { role: text, org: text, subject: text }, strict: false });
	const parsed = asked.safeParse({ ...values });
	if (parsed.success) return positionals.length === 0 ? parsed.data : { error: `not understood: ${positionals.join(' ')}` };
	return {
		error: parsed.error.issues.map((issue) => [...issue.path.map((name) => `--${String(name)}`), issue.message].join(': ')).join('\n'),
	};
}
