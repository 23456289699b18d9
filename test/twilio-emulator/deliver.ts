import { whatsAppFailure } from './contents.ts';
import type { Outgoing } from './messages.ts';
import type { PhoneMessage } from './phone.ts';
import { postWebhook } from './post-webhook.ts';
import { shuffled } from './random.ts';
import { bare, channelOf, type EmulatedMessage, type MessageStatus, pair, type State } from './state.ts';
import { phoneOf } from './user.ts';

const WINDOW_MS = 24 * 3600_000;

interface Step {
	status: MessageStatus;
	errorCode: number | null;
}

/** What will become of an accepted message, decided now; the phone gets it and the callbacks are posted later. */
export function scheduleDelivery(state: State, outgoing: Outgoing): void {
	const { callbackDelayMs } = state.settings;
	state.scheduler.after(callbackDelayMs, () => {
		const steps = run(state, outgoing);
		callbacksOf(state, steps).forEach((step, index) => {
			state.scheduler.after(callbackDelayMs * index, () => postStatus(state, outgoing.message, step));
		});
	});
}

/** The same at once: every callback is posted and answered before this resolves. */
export async function deliverNow(state: State, outgoing: Outgoing): Promise<void> {
	for (const step of callbacksOf(state, run(state, outgoing))) await postStatus(state, outgoing.message, step);
}

function run(state: State, outgoing: Outgoing): Step[] {
	const { message } = outgoing;
	if (message.status === 'canceled') return [];
	const phone = phoneOf(state, bare(message.to));
	const errorCode = failureOf(state, outgoing);
	if (errorCode !== null) {
		message.errorCode = errorCode;
		message.status = errorCode >= 30003 && errorCode <= 30008 ? 'undelivered' : 'failed';
		return message.status === 'undelivered'
			? [
					{ status: 'sent', errorCode: null },
					{ status: message.status, errorCode },
				]
			: [{ status: message.status, errorCode }];
	}
	message.sentAt = state.now();
	const steps: Step[] = [{ status: 'sent', errorCode: null }];
	message.status = 'sent';
	if (phone.offline) return steps;
	steps.push({ status: 'delivered', errorCode: null });
	message.status = 'delivered';
	if (channelOf(message.to) === 'whatsapp' && state.settings.readReceipts) {
		steps.push({ status: 'read', errorCode: null });
		message.status = 'read';
	}
	phone.take(bubble(outgoing));
	return steps;
}

/** The checks Twilio makes after its 201. */
function failureOf(state: State, { message, filled, approved }: Outgoing): number | null {
	const phone = phoneOf(state, bare(message.to));
	const planned = phone.takeFailure();
	if (planned !== undefined) return planned;
	if (channelOf(message.to) === 'sms') return phone.sms ? null : 30006;
	if (!phone.whatsapp) return 63003;
	if (phone.blocked) return 63014;
	const lastInbound = state.windows.get(pair(bare(message.to), bare(message.from)));
	const open = lastInbound !== undefined && state.now().getTime() - lastInbound.getTime() < WINDOW_MS;
	if (!open && (!approved || filled?.['twilio/list-picker'] !== undefined)) return 63016;
	return filled === undefined ? null : whatsAppFailure(filled, approved);
}

function bubble({ message, filled, approved }: Outgoing): PhoneMessage {
	const replies = filled?.['twilio/quick-reply'];
	const list = filled?.['twilio/list-picker'];
	return {
		sid: message.sid,
		channel: channelOf(message.to),
		sender: bare(message.from),
		text: message.body,
		buttons: (replies?.actions ?? []).map(({ title, id }) => ({ title, payload: id ?? title })),
		list:
			list === undefined
				? undefined
				: {
						button: list.button ?? '',
						rows: (list.items ?? []).map(({ item, id, description }) => ({ title: item, payload: id, description })),
					},
		template: approved,
	};
}

function callbacksOf(state: State, steps: Step[]): Step[] {
	const twice = steps.flatMap((step) => (state.random() < state.settings.duplicateCallbacks ? [step, step] : [step]));
	return state.settings.shuffleCallbacks ? shuffled(twice, state.random) : twice;
}

async function postStatus(state: State, message: EmulatedMessage, step: Step): Promise<void> {
	if (message.statusCallback === undefined) return;
	const whatsapp = channelOf(message.to) === 'whatsapp';
	const fields: Record<string, string> = {
		AccountSid: state.accountSid,
		ApiVersion: '2010-04-01',
		From: message.from,
		To: message.to,
		MessageSid: message.sid,
		SmsSid: message.sid,
		MessageStatus: step.status,
		SmsStatus: step.status,
	};
	if (step.errorCode !== null) fields.ErrorCode = String(step.errorCode);
	if (whatsapp) {
		fields.ChannelPrefix = 'whatsapp';
		fields.ChannelInstallSid = `XE${'0'.repeat(32)}`;
		if (step.status === 'delivered' || step.status === 'read') fields.EventType = step.status.toUpperCase();
		if (step.errorCode !== null) fields.ChannelStatusMessage = `error ${step.errorCode}`;
	}
	const answer = await postWebhook(state, message.statusCallback, fields);
	if (answer.status < 200 || answer.status >= 300) {
		state.failedCallbacks.push({ sid: message.sid, status: step.status, answer: answer.status });
	}
}
