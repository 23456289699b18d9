import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { Accepted, Carrier, Delivery, Route, SendResult, StatusUpdate } from '../message.ts';
import { advanceStatus } from './advance-status.ts';
import { fetchFile } from './files.ts';
import { type SimulatorMessage, SimulatorMessageModel } from './model.ts';

export interface SimulatorCarrierDeps {
	clock: Clock;
	newId: NewId;
	/** The organisation that speaks from `route.sender` on `route.channel`; null when nobody does. */
	organisationOf(route: Route): Promise<string | null>;
	/** Takes the news that a message was delivered. */
	applyStatus(update: StatusUpdate, correlationId: string): Promise<unknown>;
	/** Runs work after `send` has answered, as a real carrier's callbacks come. Must not lose a rejection. */
	defer?(work: () => Promise<void>): void;
}

/** A carrier like the others, whose phones are pages of the browser: development only. */
export function simulatorCarrier(deps: SimulatorCarrierDeps): Carrier {
	const defer = deps.defer ?? runSoon;
	return {
		name: 'simulator',
		send: (delivery) => send(deps, defer, delivery),
		lookUp: (delivery) => lookUp(deps, delivery),
		fetchStatus,
		failureOf: (errorCode) => ({ action: 'fail', code: errorCode }),
		showTyping: (inboundExternalId) => defer(() => showTyping(deps, inboundExternalId)),
		fetchMedia: fetchFile,
	};
}

async function send(deps: SimulatorCarrierDeps, defer: (work: () => Promise<void>) => void, delivery: Delivery): Promise<SendResult> {
	try {
		const org = await deps.organisationOf(delivery.route);
		if (org === null) return { ok: false, failure: { action: 'alert', code: 'unknown_sender' } };
		const id = await store(bubble(deps, org, delivery));
		defer(() => reportDelivered(deps, org, id, delivery));
		return { ok: true, accepted: { providerId: id, status: 'sent' } };
	} catch {
		// A second send of the same outbox row meets its unique index: trying again is safe.
		return { ok: false, failure: { action: 'retry', code: 'unavailable' } };
	}
}

function bubble(deps: SimulatorCarrierDeps, org: string, delivery: Delivery): SimulatorMessage {
	const { channel, sender, address } = delivery.route;
	const tappable = channel === 'whatsapp' && (delivery.form === 'buttons' || delivery.form === 'list');
	const plain = channel === 'sms' || delivery.form === 'numbers' || delivery.form === 'none';
	return {
		_id: deps.newId(),
		org,
		channel,
		sender,
		address,
		direction: 'out',
		kind: 'text',
		text: plain ? delivery.plainText : delivery.text,
		form: channel === 'sms' && delivery.form !== 'none' ? 'numbers' : delivery.form,
		choices: tappable ? delivery.choices : [],
		listButton: tappable ? delivery.listButton : '',
		media: [],
		status: 'sent',
		at: deps.clock.now(),
		outboxId: delivery.outboxId,
	};
}

/** Gives the bubble's id: the one already there when the outbox row was sent before. */
async function store(message: SimulatorMessage): Promise<string> {
	try {
		await SimulatorMessageModel.create(message);
		return message._id;
	} catch (error) {
		if (!isDuplicate(error)) throw error;
		const earlier = await SimulatorMessageModel.findOne({ org: message.org, outboxId: message.outboxId }).lean();
		if (earlier === null) throw error;
		return earlier._id;
	}
}

async function reportDelivered(deps: SimulatorCarrierDeps, org: string, id: string, delivery: Delivery): Promise<void> {
	if (!(await advanceStatus(org, id, 'delivered'))) return;
	const update = { carrier: 'simulator', outboxId: delivery.outboxId, providerId: id, status: 'delivered' } as const;
	await deps.applyStatus(update, delivery.correlationId);
}

async function lookUp(deps: SimulatorCarrierDeps, delivery: Delivery): Promise<Accepted | null> {
	const org = await deps.organisationOf(delivery.route);
	if (org === null) return null;
	const message = await SimulatorMessageModel.findOne({ org, outboxId: delivery.outboxId }).lean();
	if (message === null) return null;
	return { providerId: message._id, status: message.status === 'read' || message.status === 'delivered' ? 'delivered' : 'sent' };
}

async function fetchStatus(providerId: string): Promise<StatusUpdate | null> {
	const message = await SimulatorMessageModel.findOne({ _id: providerId, direction: 'out' }, { status: 1 }, ACROSS_ORGANISATIONS).lean();
	return message === null ? null : { carrier: 'simulator', providerId, status: message.status };
}

/** As on WhatsApp, "typing…" comes with blue ticks on the person's message; SMS knows neither. The page reads both from the row. */
async function showTyping(deps: SimulatorCarrierDeps, id: string): Promise<void> {
	const shown = { status: 'read' as const, typingAt: deps.clock.now() };
	await SimulatorMessageModel.updateOne({ _id: id, direction: 'in', channel: 'whatsapp' }, { $set: shown }).setOptions(
		ACROSS_ORGANISATIONS,
	);
}

function runSoon(work: () => Promise<void>): void {
	setImmediate(() => {
		// The bubble is stored: news that is lost now is given again when the phone is displayed.
		work().catch(() => undefined);
	});
}
