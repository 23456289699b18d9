import { Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { calendarFile, findCalendar } from '../../modules/appointments/index.ts';
import { AppError } from '../../platform/errors.ts';

/** A phone fetches its file a few times; guessing secrets takes longer than the universe, and is slowed down all the same. */
const PER_MINUTE = 30;

/** `/calendar/<secret>.ics`: an appointment as phones put it into their calendar. Open to whoever knows its secret name. */
export function calendarRouter(): Router {
	const router = Router();
	const limit = rateLimit({
		windowMs: 60_000,
		limit: PER_MINUTE,
		standardHeaders: 'draft-8',
		legacyHeaders: false,
		keyGenerator: (req) => ipKeyGenerator(req.ip ?? ''),
		handler: (_req, _res, next) => next(new AppError('rate_limited', 'too many requests: slow down')),
	});
	router.get('/calendar/:file', limit, (req, res, next) => {
		send(req.params.file, (file) =>
			res
				.set({
					'Content-Type': 'text/calendar; charset=utf-8',
					'Content-Disposition': 'attachment; filename="rendez-vous.ics"',
					'Cache-Control': 'private, no-cache',
				})
				.send(file),
		).catch(next);
	});
	return router;
}

async function send(file: unknown, give: (file: string) => void): Promise<void> {
	const secret = typeof file === 'string' ? /^([\w-]{22})\.ics$/.exec(file)?.[1] : undefined;
	const entry = secret === undefined ? null : await findCalendar(secret);
	if (entry === null) throw new AppError('not_found', 'no such appointment');
	give(calendarFile(entry));
}
