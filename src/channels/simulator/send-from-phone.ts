import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { NewId } from '../../platform/ids.ts';
import { optOutWord } from '../keywords/opt-out.ts';
import type { ChannelName, InboundContent, InboundMessage } from '../message.ts';
import { advanceStatus } from './advance-status.ts';
import { fileUrl } from './files.ts';
import { SimulatorFileModel, type SimulatorLocation, type SimulatorMessage, SimulatorMessageModel } from './model.ts';

/** What a person does on a simulated phone. */
export type PhoneContent =
	| { kind: 'text'; text: string }
	| { kind: 'choice'; payload: string }
	| { kind: 'media'; files: string[]; caption: string }
	| ({ kind: 'location' } & SimulatorLocation);

export interface PhoneMessage {
	org: string;
	channel: ChannelName;
	/** Our address the phone writes to. */
	sender: string;
	address: string;
	profileName?: string;
	repliedTo?: string;
	content: PhoneContent;
}

export interface SendFromPhoneDeps {
	clock: Clock;
	newId: NewId;
	/** The same door as every carrier's: resolves once the messages are stored (I1), with one outcome each. */
	receive(messages: InboundMessage[], correlationId: string): Promise<readonly ('stored' | 'duplicate' | 'unknown_sender')[]>;
	/** The simulator carrier's own. */
	showTyping(inboundExternalId: string): void;
}

/** Shows the bubble, then hands the message in. Throws `not_found` for an unknown file, message or choice. */
export async function sendFromPhone(deps: SendFromPhoneDeps, phone: PhoneMessage): Promise<SimulatorMessage> {
	if (phone.channel === 'sms' && phone.content.kind !== 'text')
		throw new AppError('not_allowed', 'an SMS carries text alone', { field: 'kind' });
	const bubble = await draw(deps, phone);
	const inbound = toInbound(phone, bubble);
	await SimulatorMessageModel.create(bubble);
	try {
		const [outcome] = await deps.receive([inbound], deps.newId());
		if (outcome === 'unknown_sender') throw new AppError('not_allowed', 'no organisation speaks from this sender', { field: 'sender' });
	} catch (error) {
		await SimulatorMessageModel.updateOne({ org: bubble.org, _id: bubble._id }, { $set: { status: 'failed' } });
		throw error;
	}
	await advanceStatus(bubble.org, bubble._id, 'delivered');
	if (phone.channel === 'whatsapp' && inbound.content.kind !== 'opt_out') deps.showTyping(bubble._id);
	return { ...bubble, status: 'delivered' };
}

async function draw(deps: SendFromPhoneDeps, phone: PhoneMessage): Promise<SimulatorMessage> {
	const answered = phone.repliedTo === undefined ? null : await findBubble(phone, phone.repliedTo);
	const base: SimulatorMessage = {
		_id: deps.newId(),
		org: phone.org,
		channel: phone.channel,
		sender: phone.sender,
		address: phone.address,
		direction: 'in',
		kind: phone.content.kind,
		text: '',
		form: 'none',
		choices: [],
		listButton: '',
		media: [],
		status: 'sent',
		at: deps.clock.now(),
		repliedTo: phone.repliedTo,
	};
	switch (phone.content.kind) {
		case 'text':
			return { ...base, text: phone.content.text };
		case 'choice':
			return { ...base, ...tapped(answered, phone.content.payload) };
		case 'media':
			return { ...base, text: phone.content.caption, media: await findFiles(phone.org, phone.content.files) };
		case 'location': {
			const { kind: _kind, ...location } = phone.content;
			return { ...base, location };
		}
	}
}

async function findBubble(phone: PhoneMessage, id: string): Promise<SimulatorMessage> {
	const bubble = await SimulatorMessageModel.findOne({ org: phone.org, channel: phone.channel, address: phone.address, _id: id }).lean();
	if (bubble === null) throw new AppError('not_found', 'this phone has no such message', { field: 'replyTo' });
	return bubble;
}

/** A phone can only tap what a message shows, old messages included. */
function tapped(answered: SimulatorMessage | null, payload: string): { payload: string; text: string } {
	const choice = answered?.choices.find((one) => one.payload === payload);
	if (choice === undefined) throw new AppError('not_found', 'the message has no such choice', { field: 'payload' });
	return { payload, text: choice.label };
}

async function findFiles(org: string, ids: string[]): Promise<SimulatorMessage['media']> {
	const found = await SimulatorFileModel.find({ org, _id: { $in: ids } }, { contentType: 1 }).lean();
	return ids.map((id) => {
		const file = found.find((one) => one._id === id);
		if (file === undefined) throw new AppError('not_found', 'no such file', { field: 'files' });
		return { file: id, contentType: file.contentType };
	});
}

function toInbound(phone: PhoneMessage, bubble: SimulatorMessage): InboundMessage {
	const hidden = !phone.address.startsWith('+');
	return {
		route: { channel: phone.channel, carrier: 'simulator', sender: phone.sender, address: phone.address },
		externalId: bubble._id,
		...(hidden ? { waUserId: phone.address } : { phone: phone.address }),
		...(phone.profileName === undefined ? {} : { profileName: phone.profileName }),
		...(bubble.repliedTo === undefined ? {} : { repliedTo: bubble.repliedTo }),
		content: toContent(phone, bubble),
	};
}

function toContent({ channel, content }: PhoneMessage, bubble: SimulatorMessage): InboundContent {
	switch (content.kind) {
		case 'text': {
			const word = optOutWord(content.text, channel);
			return word === null ? { kind: 'message', text: content.text } : { kind: 'opt_out', word };
		}
		case 'choice':
			return { kind: 'choice', payload: content.payload, label: bubble.text };
		case 'media':
			return {
				kind: 'media',
				media: bubble.media.map((item) => ({ url: fileUrl(item.file), contentType: item.contentType })),
				caption: content.caption,
			};
		case 'location':
			return content;
	}
}
