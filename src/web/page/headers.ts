import type { RequestHandler } from 'express';

/** Of a page that loads scripts and styles from here alone; `img` says what pictures it shows besides ours (`blob:`). */
export function pageHeaders({ img = '' }: { img?: string } = {}): RequestHandler {
	const policy = [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		`img-src 'self' ${img}`.trim(),
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join('; ');
	return (_request, response, next) => {
		response.set({
			'Content-Security-Policy': policy,
			'X-Content-Type-Options': 'nosniff',
			'Referrer-Policy': 'no-referrer',
			'Cache-Control': 'no-cache',
		});
		next();
	};
}
