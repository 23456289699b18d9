import type { Clock } from '../../platform/clock.ts';
import { OutboxModel } from './model.ts';
import { wakeOutbox } from './wake.ts';

/** The person wrote: what waited for the window goes out as it was worded. */
export async function unparkMessages(deps: { clock: Clock }, org: string, contact: string): Promise<void> {
	const again = { parked: false, notBefore: deps.clock.now(), refused: [] };
	const { modifiedCount } = await OutboxModel.updateMany(
		{ org, contact, open: true, parked: true },
		{ $set: again, $unset: { errorCode: true } },
	);
	if (modifiedCount > 0) wakeOutbox(org, contact);
}
