import type { Request, Response } from 'express';
import type { ZodError } from 'zod';
import { AppError, type ErrorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import { currentCorrelation } from '../log.ts';

/** RFC 9457. `code` is stable: programs may rely on it; `title` may be reworded. */
export interface Problem {
	type: 'about:blank';
	title: string;
	status: number;
	code: ErrorCode;
	/** The input's field at fault, as a dotted path. */
	field?: string;
	/** What to quote when asking for help. */
	correlation_id?: string;
}

/** The statuses that Express and its body parsers raise by themselves. */
const BY_STATUS: Record<number, [ErrorCode, string]> = {
	400: ['invalid_input', 'the request could not be read'],
	404: ['not_found', 'there is nothing here'],
	413: ['too_large', 'the body is too large'],
	415: ['unsupported_media', 'the body has an unsupported type or encoding'],
};

/** Any error as a problem. What is not meant for the caller stays inside: an unexpected error is only called internal. */
function toProblem(error: unknown): Problem {
	const known = toAppError(error);
	return {
		type: 'about:blank',
		title: known.kind === 'bug' ? 'something went wrong on our side' : known.message,
		status: known.status,
		code: known.code,
		...(known.field === undefined ? {} : { field: known.field }),
		...(currentCorrelation() === undefined ? {} : { correlation_id: currentCorrelation() }),
	};
}

function toAppError(error: unknown): AppError {
	if (error instanceof AppError) return error;
	const raised = BY_STATUS[raisedStatus(error)];
	return raised === undefined ? new AppError('internal', 'internal error') : new AppError(raised[0], raised[1]);
}

function raisedStatus(error: unknown): number {
	if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number') return 500;
	return error.status >= 400 && error.status < 500 && BY_STATUS[error.status] === undefined ? 400 : error.status;
}

/** The first thing wrong with an input, as an error that names the field below `part` (`body`, `query`, `params`). */
export function invalidInput(error: ZodError): AppError {
	const [issue] = error.issues;
	if (issue === undefined) return new AppError('invalid_input', 'invalid input');
	const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
	const field = [...issue.path, ...unknownKey].map(String).join('.');
	return new AppError('invalid_input', field === '' ? issue.message : `${field}: ${issue.message}`, field === '' ? {} : { field });
}

/** Answers with a problem. Errors of ours are logged with their cause; callers' mistakes are not. */
export function sendProblem(log: Log, error: unknown, req: Request, res: Response): void {
	const problem = toProblem(error);
	if (problem.status >= 500) log.error('request failed', { method: req.method, status: problem.status, error });
	if (res.headersSent) {
		res.destroy();
		return;
	}
	if (problem.status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
	res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
