import { Counter } from 'prom-client';
import { atMost } from '../../platform/at-most.ts';
import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { applyStatus } from './apply-status.ts';
import { askAgainAt } from './await-news.ts';
import type { StatusDeps } from './deps.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';

/** Asked about in one run; the next one, a minute later, goes on. */
const MOST = 500;
/** Questions under way at once: a few a second, beside the sends. */
const AT_ONCE = 8;

const asked = new Counter({
	name: 'palabre_news_asked_total',
	help: 'Sent messages of which no callback told for long, by what the carrier said when asked',
	labelNames: ['answer'],
});

/**
 * A carrier does not repeat a callback that we could not take. A message whose refusal was lost so would be taken for sent for ever, and
 * an offer never for delivered: the carrier is asked about each that stays without news (I5). Gives how many were asked about.
 */
export async function askForNews(deps: StatusDeps): Promise<number> {
	const silent = { status: 'sent' as const, askNewsAt: { $lte: deps.clock.now() } };
	const rows = await OutboxModel.find(silent, null, ACROSS_ORGANISATIONS).sort({ askNewsAt: 1 }).limit(MOST).lean();
	const inTurn = atMost(AT_ONCE);
	await Promise.all(rows.map((row) => inTurn(() => ask(deps, row))));
	return rows.length;
}

async function ask(deps: StatusDeps, row: OutboxMessage): Promise<void> {
	const { _id, org, status, providerId, route } = row;
	const carrier = route === undefined ? undefined : deps.carriers[route.carrier];
	if (carrier === undefined || providerId === undefined) return leave(deps, row);
	try {
		const news = await carrier.fetchStatus(providerId);
		const outcome = news === null ? 'ignored' : await applyStatus(deps, { ...news, outboxId: _id });
		asked.inc({ answer: outcome === 'applied' ? 'news' : 'nothing_new' });
		if (outcome !== 'applied') await leave(deps, row);
	} catch (error) {
		// It stays due: the next run asks again.
		asked.inc({ answer: 'none' });
		log.warn('the carrier does not tell what became of a message', { outbox: _id, org, status, error: failureCode(error) });
	}
}

/** It is asked again after a longer while, a few times. */
async function leave({ clock }: StatusDeps, row: OutboxMessage): Promise<void> {
	const again = askAgainAt(row, clock.now());
	const later = again === null ? { $unset: { askNewsAt: true as const } } : { $set: { askNewsAt: again } };
	const { _id, org, status, providerId } = row;
	await OutboxModel.updateOne({ _id, org, status, providerId }, { ...later, $inc: { newsAsked: 1 } });
}
