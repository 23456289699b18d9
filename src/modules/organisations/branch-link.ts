import { SenderModel } from '../../channels/senders/model.ts';
import type { Branch } from './branches.ts';
import type { Organisation } from './model.ts';

/** What a link to a branch is for: to take a ticket from anywhere, or to prove that one is there. */
export const LINK_KINDS = ['join', 'arrival'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** The WhatsApp number people of this organisation write to, its own or its host's, in E.164; null without one. */
export async function chatNumberOf({ slug, hostedBy }: Organisation): Promise<string | null> {
	const sender = await SenderModel.findOne({ org: hostedBy ?? slug, channel: 'whatsapp' }, { address: 1 })
		.sort({ _id: 1 })
		.lean();
	return sender?.address ?? null;
}

/** What a person sends: `#BANQUE-PLATEAU` to take a ticket there, `#BANQUE-PLATEAU+K7M2QX` to say that they are in the room. */
export function placeCode({ code, arrivalKey }: Branch, kind: LinkKind): string {
	return kind === 'join' ? `#${code}` : `#${code}+${arrivalKey}`;
}

/** Opens a chat with the number, the place's code already written. */
export function chatLink(number: string, branch: Branch, kind: LinkKind): string {
	return chatAbout(number, placeCode(branch, kind));
}

function chatAbout(number: string, text: string): string {
	return `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`;
}

/** Where the code on paper leads: a chat that takes a ticket at this branch. Null without WhatsApp. */
export async function joinLink(organisation: Organisation, branch: Branch): Promise<string | null> {
	const number = await chatNumberOf(organisation);
	return number === null ? null : chatLink(number, branch, 'join');
}

/**
 * What a paper ticket leads to: a chat that follows this very ticket, and what to write there where nothing can be scanned
 * (`#BANQUE-PLATEAU+A045-K7PM2XQR`). `key` proves the paper: the number alone is called aloud. Null without WhatsApp.
 */
export async function followLink(
	organisation: Organisation,
	{ code }: Branch,
	ticket: { number: string; key: string },
): Promise<{ link: string; code: string } | null> {
	const number = await chatNumberOf(organisation);
	const written = `#${code}+${ticket.number}-${ticket.key}`;
	return number === null ? null : { link: chatAbout(number, written), code: written };
}
