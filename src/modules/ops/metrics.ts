import { Gauge } from 'prom-client';
import { InboxModel } from '../../conversation/inbox/model.ts';
import { TimerModel } from '../../conversation/timers/model.ts';
import { ParkedEventModel } from '../../platform/events/model.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';

/** Read when somebody asks for the metrics. Anything above zero wants an operator. */
export const deadLetters = new Gauge({
	name: 'palabre_dead_letters',
	help: 'Inputs, timers and events parked after their last attempt, waiting for an operator',
	labelNames: ['kind'],
	async collect() {
		// The database may be away: the other metrics are still worth having.
		this.set({ kind: 'input' }, await countInputs().catch(() => Number.NaN));
		this.set({ kind: 'timer' }, await countTimers().catch(() => Number.NaN));
		this.set({ kind: 'event' }, await countEvents().catch(() => Number.NaN));
	},
});

async function countInputs(): Promise<number> {
	return InboxModel.countDocuments({ state: 'dead' }).setOptions(ACROSS_ORGANISATIONS);
}

async function countTimers(): Promise<number> {
	return TimerModel.countDocuments({ state: 'parked' }).setOptions(ACROSS_ORGANISATIONS);
}

async function countEvents(): Promise<number> {
	return ParkedEventModel.countDocuments().setOptions(ACROSS_ORGANISATIONS);
}
