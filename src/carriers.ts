import type { Carrier, CarrierName, StatusUpdate } from './channels/message.ts';
import { applyStatus } from './channels/outbox/apply-status.ts';
import type { StatusDeps } from './channels/outbox/deps.ts';
import type { FindSender } from './channels/senders/find-sender.ts';
import { simulatorCarrier } from './channels/simulator/carrier.ts';
import { twilioCarrier } from './channels/twilio/carrier.ts';
import { twilioClient } from './channels/twilio/client.ts';
import type { Config } from './config.ts';
import { outboxPeople } from './conversation/contacts/outbox-people.ts';
import type { Clock } from './platform/clock.ts';
import type { NewId } from './platform/ids.ts';
import { log } from './platform/log.ts';

/** Who carries messages in this process, and the way news of them come back. */
export interface Carriers {
	all: Partial<Record<CarrierName, Carrier>>;
	applyStatus(update: StatusUpdate): Promise<unknown>;
	status: StatusDeps;
}

/** Twilio when there is an account, the simulator outside production: both behind the same port. */
export function createCarriers(config: Config, deps: { clock: Clock; newId: NewId; findSender: FindSender }): Carriers {
	const all: Partial<Record<CarrierName, Carrier>> = {};
	const status: StatusDeps = { clock: deps.clock, newId: deps.newId, carriers: all, people: outboxPeople };
	const carriers: Carriers = { all, status, applyStatus: (update) => applyStatus(status, update) };
	if (config.twilio !== undefined) {
		const { accountSid, authToken, apiBaseUrl } = config.twilio;
		const client = twilioClient({ accountSid, authToken, ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }) });
		all.twilio = twilioCarrier({ client, accountSid, authToken, publicBaseUrl: config.publicBaseUrl, apiBaseUrl, clock: deps.clock, log });
	}
	if (config.environment !== 'production') {
		all.simulator = simulatorCarrier({
			clock: deps.clock,
			newId: deps.newId,
			organisationOf: async (route) => (await deps.findSender(route.channel, route.sender))?.org ?? null,
			applyStatus: carriers.applyStatus,
		});
	}
	return carriers;
}
