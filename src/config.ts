import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './platform/errors.ts';
import type { LanguageModelConfig } from './understanding/llm/language-model.ts';

const LOG_LEVELS = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'] as const;
/** HS256 wants a key as long as its hash (RFC 7518 §3.2). */
const JWT_SECRET_LENGTH = 32;

const url = (schemes: RegExp) => z.url({ protocol: schemes, error: `must be a URL (${schemes.source.replace(/[\^$]/g, '')}://…)` });
const webUrl = url(/^https?$/).transform((value) => value.replace(/\/+$/, ''));
const wholeNumber = (least: number, most: number) =>
	z.coerce
		.number({ error: 'must be a number' })
		.int('must be a whole number')
		.min(least, `must be at least ${least}`)
		.max(most, `must be at most ${most}`);

const price = z.coerce.number({ error: 'must be a number' }).min(0, 'must not be negative');

const Environment = z.object({
	NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
	PORT: wholeNumber(1, 65_535).default(3000),
	HOST: z.string().optional(),
	METRICS_PORT: wholeNumber(1, 65_535).optional(),
	METRICS_HOST: z.string().default('127.0.0.1'),
	PUBLIC_BASE_URL: webUrl.optional(),
	MONGODB_URI: z
		.string()
		.regex(/^mongodb(\+srv)?:\/\/.+/, 'must be a URI (mongodb://… or mongodb+srv://…)')
		.optional(),
	DATA_DIR: z.string().default('./data'),
	TWILIO_ACCOUNT_SID: z
		.string()
		.regex(/^AC\w+$/, 'must be an account SID (AC…)')
		.optional(),
	TWILIO_AUTH_TOKEN: z.string().optional(),
	TWILIO_AUTH_TOKEN_SECONDARY: z.string().optional(),
	TWILIO_API_BASE_URL: webUrl.optional(),
	OPENAI_API_KEY: z.string().optional(),
	OPENAI_BASE_URL: webUrl.optional(),
	LLM_MODEL: z.string().default('gpt-4o-mini'),
	LLM_MASK_PERSONAL_DATA: z.stringbool({ error: 'must be true or false' }).default(true),
	LLM_DAILY_TOKENS: wholeNumber(0, 1_000_000_000).default(1_000_000),
	LLM_PRICE_IN: price.default(0),
	LLM_PRICE_OUT: price.default(0),
	TRANSCRIPTION_MODEL: z.string().default('whisper-1'),
	CLOCK_OFFSET_SECONDS: z.coerce.number({ error: 'must be a number of seconds' }).default(0),
	JWT_SECRET: z.string().optional(),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
	// A house of a hundred counters may share one token: twenty presses and looks of each in a minute, and as much again.
	API_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(4000),
});
type Environment = z.output<typeof Environment>;

export interface Config {
	environment: 'development' | 'test' | 'production';
	port: number;
	host: string;
	/** Where a worker alone shows its own metrics. Unset: nowhere. */
	metrics: { host: string; port: number } | undefined;
	/** What Twilio and browsers see, without a trailing slash. Signatures are checked against it, never against headers. */
	publicBaseUrl: string;
	/** Unset: the embedded server. */
	mongodbUri: string | undefined;
	/** Absolute. */
	dataDir: string;
	/** Unset: the simulator is the only channel. */
	twilio: { accountSid: string; authToken: string; secondaryAuthToken: string | undefined; apiBaseUrl: string | undefined } | undefined;
	/** Unset: the local classifier alone. */
	llm:
		| (LanguageModelConfig & {
				/** Unset: voice notes are not listened to. */
				transcriptionModel: string | undefined;
		  })
		| undefined;
	clockOffsetSeconds: number;
	/** Unset, in development only: one is generated and kept under the data directory. */
	jwtSecret: string | undefined;
	logLevel: (typeof LOG_LEVELS)[number];
	/** Of one token, or of one address without a token. */
	apiRequestsPerMinute: number;
}

/** What is wrong with an environment: a variable and why. Never its value, which may be a secret. */
interface Complaint {
	variable: string;
	why: string;
}

/** Reads the environment (contract.md). Throws AppError `configuration_invalid` with one line for each variable that is wrong. */
export function loadConfig(env: Record<string, string | undefined>): Config {
	const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
	const parsed = Environment.safeParse(set);
	if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => ({ variable: issue.path.join('.'), why: issue.message })));
	const complaints = [...incomplete(parsed.data), ...(parsed.data.NODE_ENV === 'production' ? refusedInProduction(parsed.data) : [])];
	if (complaints.length > 0) throw invalid(complaints);
	return toConfig(parsed.data);
}

function invalid(complaints: Complaint[]): AppError {
	const lines = complaints.map(({ variable, why }) => `  ${variable}: ${why}`);
	return new AppError('configuration_invalid', `the environment is wrong:\n${lines.join('\n')}`, { field: complaints[0]?.variable });
}

function incomplete(env: Environment): Complaint[] {
	const complaints: Complaint[] = [];
	if (env.TWILIO_ACCOUNT_SID !== undefined && env.TWILIO_AUTH_TOKEN === undefined) {
		complaints.push({ variable: 'TWILIO_AUTH_TOKEN', why: 'must be set when TWILIO_ACCOUNT_SID is' });
	}
	if (env.TWILIO_ACCOUNT_SID === undefined && env.TWILIO_AUTH_TOKEN !== undefined) {
		complaints.push({ variable: 'TWILIO_ACCOUNT_SID', why: 'must be set when TWILIO_AUTH_TOKEN is' });
	}
	return complaints;
}

function refusedInProduction(env: Environment): Complaint[] {
	const rules: [boolean, string, string][] = [
		[env.TWILIO_ACCOUNT_SID === undefined, 'TWILIO_ACCOUNT_SID', 'must be set in production: the simulator is for development'],
		[env.CLOCK_OFFSET_SECONDS !== 0, 'CLOCK_OFFSET_SECONDS', 'is for tests: it must not be set in production'],
		[
			(env.JWT_SECRET ?? '').length < JWT_SECRET_LENGTH,
			'JWT_SECRET',
			`must be set in production, at least ${JWT_SECRET_LENGTH} characters`,
		],
		[env.MONGODB_URI === undefined, 'MONGODB_URI', 'must be set in production: the embedded server is for development'],
	];
	return rules.filter(([broken]) => broken).map(([, variable, why]) => ({ variable, why }));
}

function toConfig(env: Environment): Config {
	const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, OPENAI_API_KEY: apiKey } = env;
	const hasTwilio = accountSid !== undefined && authToken !== undefined;
	return {
		environment: env.NODE_ENV,
		port: env.PORT,
		host: env.HOST ?? (env.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
		metrics: env.METRICS_PORT === undefined ? undefined : { host: env.METRICS_HOST, port: env.METRICS_PORT },
		publicBaseUrl: env.PUBLIC_BASE_URL ?? `http://localhost:${env.PORT}`,
		mongodbUri: env.MONGODB_URI,
		dataDir: resolve(env.DATA_DIR),
		twilio: hasTwilio
			? { accountSid, authToken, secondaryAuthToken: env.TWILIO_AUTH_TOKEN_SECONDARY, apiBaseUrl: env.TWILIO_API_BASE_URL }
			: undefined,
		llm: apiKey === undefined ? undefined : toLlm(env, apiKey),
		clockOffsetSeconds: env.CLOCK_OFFSET_SECONDS,
		jwtSecret: env.JWT_SECRET,
		logLevel: env.LOG_LEVEL,
		apiRequestsPerMinute: env.API_REQUESTS_PER_MINUTE,
	};
}

function toLlm(env: Environment, apiKey: string): NonNullable<Config['llm']> {
	return {
		apiKey,
		baseUrl: env.OPENAI_BASE_URL,
		model: env.LLM_MODEL,
		maskPersonalData: env.LLM_MASK_PERSONAL_DATA,
		dailyTokens: env.LLM_DAILY_TOKENS,
		prices: { in: env.LLM_PRICE_IN, out: env.LLM_PRICE_OUT },
		transcriptionModel: env.TRANSCRIPTION_MODEL === 'off' ? undefined : env.TRANSCRIPTION_MODEL,
	};
}
