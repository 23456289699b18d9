import { AppError } from './errors.ts';

const LONGEST = 60;

/** A failure as it may be stored and logged: a code or the error's class, never its message, which may hold what a person wrote (I8). */
export function failureCode(error: unknown): string {
	if (error instanceof AppError) return error.code;
	if (!(error instanceof Error)) return 'unknown';
	const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? `_${error.code}` : '';
	return `${error.name}${code}`.slice(0, LONGEST);
}
