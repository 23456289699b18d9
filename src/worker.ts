import type { House } from './app.ts';
import { askForNews } from './channels/outbox/ask-for-news.ts';
import { OutboxModel } from './channels/outbox/model.ts';
import { SenderPace } from './channels/outbox/pace.ts';
import { startOutbox } from './channels/outbox/start-outbox.ts';
import { unparkMessages } from './channels/outbox/unpark-messages.ts';
import { toDelivery } from './channels/render/to-delivery.ts';
import { createFindSenderOf } from './channels/senders/find-sender.ts';
import { InboxModel } from './conversation/inbox/model.ts';
import { startLanes } from './conversation/lane/start-lanes.ts';
import { createRunScene } from './conversation/scene/in-scene.ts';
import { startTimerPump } from './conversation/timers/start-timer-pump.ts';
import { createApologise } from './conversation/turn/apologise.ts';
import { createTakeTurn } from './conversation/turn/take-turn.ts';
import { transcriberOf } from './language-model.ts';
import { getOrganisation } from './modules/organisations/index.ts';
import { startSubscribers } from './platform/events/start-subscribers.ts';
import { startJobs } from './platform/jobs/start-jobs.ts';
import { openInsertStream } from './platform/mongo/insert-stream.ts';
import { countWorkers, startHeartbeat } from './platform/worker-heartbeat.ts';
import { turnDeps } from './turns.ts';

/** Starts what works without being asked: turns, sends, timers, subscribers and recurring jobs. */
export async function startWorker(house: House): Promise<void> {
	const { clock, newId, modules, host, carriers, texts, config } = house;
	const runScene = createRunScene({ clock, newId });
	const development = config.environment !== 'production';
	const turns = await turnDeps({
		clock,
		texts,
		modules,
		carriers: carriers.all,
		keepTraces: development,
		mayEditReleased: development,
		model: house.model,
		transcribe: transcriberOf(config, clock),
	});
	const inserts = await openInsertStream([InboxModel.collection.name, OutboxModel.collection.name]);
	host.stops.add('insert stream', () => inserts.close());

	const outbox = startOutbox({
		...carriers.status,
		findSenderOf: createFindSenderOf(clock),
		pace: new SenderPace(),
		inserts,
		countWorkers: () => countWorkers(clock),
		render: async (row, route, { windowClosed }) => {
			const organisation = await getOrganisation(row.org);
			const language = row.language === 'en' || row.language === 'wo' ? row.language : 'fr';
			return toDelivery(row, route, { windowClosed, numbersHint: texts.say(language, 'common.numbers_hint', {}, organisation) });
		},
	});
	host.stops.add('outbox', () => outbox.stop());

	const lanes = startLanes({
		clock,
		newId,
		takeTurn: createTakeTurn(turns, runScene),
		onParked: createApologise(turns, runScene),
		onWindowOpened: (org, contact) => unparkMessages({ clock }, org, contact),
		inserts,
	});
	host.stops.add('lanes', () => lanes.stop());
	const pump = startTimerPump({ clock, newId, runScene, timers: modules.flatMap((module) => module.timers) });
	host.stops.add('timers', () => pump.stop());
	const subscribers = startSubscribers(
		modules.flatMap((module) => module.subscribers),
		{ clock },
	);
	host.stops.add('subscribers', () => subscribers.stop());
	const news = { name: 'outbox.ask_for_news', every: '* * * * *', run: async () => void (await askForNews(carriers.status)) };
	const jobs = await startJobs([news, ...modules.flatMap((module) => module.jobs)]);
	host.stops.add('recurring jobs', () => jobs.stop());
	host.stops.add('heartbeat', await startHeartbeat(clock, newId()));
}
