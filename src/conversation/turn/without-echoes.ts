import { Counter } from 'prom-client';
import { OutboxModel } from '../../channels/outbox/model.ts';
import { log } from '../../platform/log.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Scene } from '../scene/scene.ts';
import type { Session } from '../session.ts';
import type { WordedMessage } from './word-effects.ts';

/** The same text to one person so often within this time is no talk of people (L15). */
const MOST = 20;
const WITHIN_MS = 5 * 60_000;

const echoes = new Counter({
	name: 'palabre_echoes_total',
	help: 'Messages not said because the same was said twenty times in five minutes',
});

/**
 * What a turn still says. A telephone that answers by itself and a bot that answers it would go on for ever: what was said twenty times in
 * five minutes is not said again until that time is over. Only who wrote as often in these minutes costs a look at the outbox.
 */
export async function withoutEchoes(
	scene: Scene,
	contact: Contact,
	session: Session,
	messages: readonly WordedMessage[],
): Promise<readonly WordedMessage[]> {
	session.recent = recentOf(contact.session, scene.now);
	if (session.recent.turns <= MOST) return messages;
	const said = await Promise.all(messages.map((one) => isEcho(scene, contact._id, one)));
	const fresh = messages.filter((_one, i) => said[i] !== true);
	if (fresh.length < messages.length) {
		echoes.inc(messages.length - fresh.length);
		log.warn('the same was said too often, as if two machines talked', { org: scene.org, contact: contact._id });
	}
	return fresh;
}

function recentOf({ recent }: Session, now: Date): NonNullable<Session['recent']> {
	const goesOn = recent !== undefined && now.getTime() - recent.since.getTime() < WITHIN_MS;
	return goesOn ? { turns: recent.turns + 1, since: recent.since } : { turns: 1, since: now };
}

async function isEcho({ org, now, reads }: Scene, contact: string, { origin, notice, message }: WordedMessage): Promise<boolean> {
	if (origin !== 'bot' || notice) return false;
	const since = new Date(now.getTime() - WITHIN_MS);
	const same = { org, contact, createdAt: { $gte: since }, text: message.text };
	return (await OutboxModel.countDocuments(same, { limit: MOST }).session(reads.db ?? null)) >= MOST;
}
