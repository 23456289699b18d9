import type { CarrierName } from '../../../channels/message.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { NewId } from '../../../platform/ids.ts';

/** What the import needs of the house, once the database is open. */
export interface ImportContext {
	clock: Clock;
	newId: NewId;
	/** Who carries messages to the people of the file: Twilio, or the simulator where there is no account. */
	carrier: CarrierName;
	/** The file is the demo of the first start: it gives way to any other. */
	demo?: boolean;
}
