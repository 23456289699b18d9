import type { Clock } from '../../platform/clock.ts';
import type { Carrier, Delivery, SendFailure, SendResult } from '../message.ts';
import { LIMITS } from '../render/limits.ts';
import { twilioAddresses } from './addresses.ts';
import { classifyError } from './classify-error.ts';
import type { TwilioClient } from './client.ts';
import { type ContentCache, contentCache } from './content-cache.ts';
import { contentOf, variableValue } from './content-shape.ts';
import { errorRow, failureOf } from './error-table.ts';
import { fetchMedia } from './fetch-media.ts';
import { fetchStatus } from './fetch-status.ts';
import type { LogPort } from './log-port.ts';
import { acceptedStatus, lookUp } from './look-up.ts';
import { signedUrl } from './signature.ts';
import { type FindTemplate, findTemplate } from './templates.ts';
import { typingIndicator } from './typing.ts';

export interface TwilioCarrierDeps {
	client: TwilioClient;
	accountSid: string;
	authToken: string;
	/** Where status callbacks are posted. */
	publicBaseUrl: string;
	/** `TWILIO_API_BASE_URL`, when set: media come from there too. */
	apiBaseUrl?: string;
	clock: Clock;
	log: LogPort;
	/** Tests may bring their own. */
	contents?: ContentCache;
	templates?: FindTemplate;
}

/** The parameters of `messages.create` that say what is sent. */
type Payload = { body: string } | { contentSid: string; contentVariables: string };

/** Refusals that concern the stored content and not the message: it goes out with numbers instead. */
const CONTENT_REFUSED = new Set(['20404', '21654', '21655', '21656', '21658', '63005', '63006']);
/** What a variable may add to a template, so that the whole stays within its 1024 characters. */
const TEMPLATE_VARIABLE = 700;

/** Twilio as a carrier of WhatsApp and SMS. */
export function twilioCarrier(deps: TwilioCarrierDeps): Carrier {
	const contents = deps.contents ?? contentCache(deps);
	const typing = typingIndicator(deps.client, deps.log);
	const templates = deps.templates ?? findTemplate(deps.client, deps.clock);

	const create = async (delivery: Delivery, payload: Payload): Promise<SendResult> => {
		const query = new URLSearchParams({ outbox: delivery.outboxId });
		const statusCallback = signedUrl(deps.publicBaseUrl, `/webhooks/twilio/status?${query}`);
		try {
			const message = await deps.client.messages.create({ ...twilioAddresses(delivery.route), ...payload, statusCallback });
			if (message.errorCode) return { ok: false, failure: failureOf(String(message.errorCode)) };
			return { ok: true, accepted: { providerId: message.sid, status: acceptedStatus(message.status) } };
		} catch (error) {
			return { ok: false, failure: classifyError(error) };
		}
	};

	const sendText = async (delivery: Delivery): Promise<SendResult> => {
		const body = delivery.form === 'none' ? delivery.text : delivery.plainText;
		if (body.trim() === '') return { ok: false, failure: failureOf('21602') };
		if (body.length > LIMITS[delivery.route.channel].text) return { ok: false, failure: failureOf('21617') };
		return create(delivery, { body });
	};

	const sendRich = async (delivery: Delivery): Promise<SendResult> => {
		const content = contentOf(delivery);
		const contentSid = content === null ? null : await contents.sidFor(content.shape);
		if (content === null || contentSid === null) return sendText(delivery);
		const result = await create(delivery, { contentSid, contentVariables: JSON.stringify(content.variables) });
		if (result.ok || !CONTENT_REFUSED.has(result.failure.code)) return result;
		await contents.forget(content.shape, contentSid);
		return sendText(delivery);
	};

	const sendTemplate = async (delivery: Delivery): Promise<SendResult> => {
		const template = delivery.template;
		if (template === undefined) return { ok: false, failure: failureOf('63016') };
		let contentSid: string | null;
		try {
			contentSid = await templates(template.name, delivery.language);
		} catch (error) {
			const failure = classifyError(error);
			// Nothing was sent yet, so what would be unknown for a send is only a delay here.
			return { ok: false, failure: failure.action === 'unknown' ? { ...failure, action: 'retry' } : failure };
		}
		if (contentSid === null) return { ok: false, failure: { action: 'other_channel', code: 'template_missing' } };
		return create(delivery, { contentSid, contentVariables: JSON.stringify(templateVariables(template.variables)) });
	};

	return {
		name: 'twilio',
		async send(delivery) {
			const result = await (delivery.form === 'template'
				? sendTemplate(delivery)
				: delivery.form === 'buttons' || delivery.form === 'list'
					? sendRich(delivery)
					: sendText(delivery));
			if (!result.ok) report(deps.log, delivery, result.failure);
			return result;
		},
		lookUp: (delivery, attemptedAt, knownProviderIds) => lookUp(deps.client, delivery, attemptedAt, knownProviderIds),
		fetchStatus: (providerId) => fetchStatus(deps.client, providerId),
		failureOf,
		showTyping: (inboundExternalId) => void typing(inboundExternalId),
		fetchMedia: (item) => fetchMedia({ accountSid: deps.accountSid, authToken: deps.authToken, apiBaseUrl: deps.apiBaseUrl }, item),
	};
}

/** Approved texts are short; a pending message that stands in a variable is shortened at a word, and told in full once the person answers. */
function templateVariables(variables: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, shortened(variableValue(text))]));
}

function shortened(value: string): string {
	if (value.length <= TEMPLATE_VARIABLE) return value;
	const head = value.slice(0, TEMPLATE_VARIABLE - 1);
	return `${head.slice(0, Math.max(head.lastIndexOf(' '), TEMPLATE_VARIABLE / 2))}…`;
}

/** Codes and ids only: no number, no text, and never the SDK's error itself, which holds the credentials. */
function report(log: TwilioCarrierDeps['log'], delivery: Delivery, failure: SendFailure): void {
	const details = { outbox: delivery.outboxId, correlationId: delivery.correlationId, channel: delivery.route.channel, ...failure };
	const row = errorRow(failure.code);
	if (failure.action === 'alert' || (failure.action === 'fail' && row.operator === true))
		log.error('twilio refused a message', { ...details, note: row.note });
	else log.warn('twilio did not take a message', details);
}
