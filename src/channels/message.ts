/** The channel-neutral vocabulary: what comes in from a person, and what goes out to one. */

/** What a person sees: a WhatsApp chat or an SMS thread. */
export type ChannelName = 'whatsapp' | 'sms';

/** Who carries a channel's traffic: Twilio, or the simulator's pages. */
export type CarrierName = 'twilio' | 'simulator';

/** Where a person writes from and which of our addresses they wrote to. */
export interface Route {
	channel: ChannelName;
	carrier: CarrierName;
	/** Our own address on the channel: E.164, without the `whatsapp:` prefix. */
	sender: string;
	/** The person's address on the channel: E.164, or a WhatsApp user id (`CM.1A2B…`) when they hide their number. */
	address: string;
}

/** A file a person sent. `url` is the carrier's; `stored` is our own copy's id once it was fetched. */
export interface MediaItem {
	url: string;
	contentType: string;
	stored?: string;
	/** Why there is no stored copy: wrong type, too large, not to be had. */
	refused?: 'type' | 'size' | 'unavailable';
}

/** The text commands every channel obeys when they are the whole message (rule X3, lesson L12). */
export type OptOutWord = 'stop' | 'start' | 'help';

/** What an inbound message holds. */
export type InboundContent =
	| { kind: 'message'; text: string }
	| { kind: 'choice'; payload: string; label: string }
	| { kind: 'media'; media: MediaItem[]; caption: string }
	| { kind: 'location'; latitude: number; longitude: number; label?: string; address?: string }
	| { kind: 'opt_out'; word: OptOutWord };

/** One message from a person, as a carrier's parser gives it. */
export interface InboundMessage {
	route: Route;
	/** The carrier's id of this message: the dedupe key (rule X1). */
	externalId: string;
	/** E.164 when the person's number is known. */
	phone?: string;
	/** WhatsApp's user id (`CM.1A2B…`) when given. */
	waUserId?: string;
	/** Display name chosen by the person: untrusted text. */
	profileName?: string;
	/** The carrier's id of our message this one answers. */
	repliedTo?: string;
	content: InboundContent;
}

/** An answer the person can give by tapping. `payload` comes back when it is tapped. */
export interface OutgoingChoice {
	payload: string;
	label: string;
	description?: string;
}

/** A message worded in the person's language, before it is rendered for a channel. */
export interface OutgoingMessage {
	text: string;
	choices: OutgoingChoice[];
	/** The label of the button that opens the list when there are more than three choices. */
	listButton: string;
	/** The approved template that may stand in for it when the 24-hour window is closed. */
	template?: { name: string; variables: Record<string, string> };
}

/** The life of a message on its way to a person; it only moves to a higher rank, failures excepted (twilio-whatsapp §5). */
export type DeliveryStatus = 'queued' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'read' | 'failed' | 'expired' | 'suppressed';

/** News of a message we sent. */
export interface StatusUpdate {
	carrier: CarrierName;
	/** Our own outbox id when the carrier gave it back. */
	outboxId?: string;
	providerId: string;
	status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';
	/** The carrier's error code, as a string. */
	errorCode?: string;
}

/** A rendered message handed to a carrier. */
export interface Delivery {
	outboxId: string;
	route: Route;
	/** The text with the choices written out as numbers, for channels and moments without buttons. */
	plainText: string;
	/** The text alone. */
	text: string;
	/** How the choices are shown. `numbers` and `none` are sent as `plainText`. */
	form: 'none' | 'buttons' | 'list' | 'numbers' | 'template';
	choices: OutgoingChoice[];
	listButton: string;
	template?: { name: string; variables: Record<string, string> };
	language: string;
	correlationId: string;
}

/** The carrier took the message. */
export interface Accepted {
	providerId: string;
	status: 'queued' | 'sent' | 'delivered';
}

/** What a sender needs to know about a failed send; the table of §4 maps carriers' errors to it. */
export type SendFailure = {
	/**
	 * retry: try again later · unknown: it may have been sent, ask before sending again · other_channel: fall back to SMS ·
	 * template: the window is closed · suppress: never write to this address again until the person writes · fail: final ·
	 * alert: our configuration is at fault, stop the sender and tell the operator.
	 */
	action: 'retry' | 'unknown' | 'other_channel' | 'template' | 'suppress' | 'fail' | 'alert';
	code: string;
	/** Least time to wait before a retry, ms. */
	retryAfterMs?: number;
};

export type SendResult = { ok: true; accepted: Accepted } | { ok: false; failure: SendFailure };

/** The port every carrier implements. */
export interface Carrier {
	readonly name: CarrierName;
	/** Sends one message. Never throws: every failure is in the result. */
	send(delivery: Delivery): Promise<SendResult>;
	/** Looks for a message whose send ended unknown. `null` when the carrier has no such message. Throws when it cannot tell. */
	lookUp(delivery: Delivery, attemptedAt: Date, knownProviderIds: ReadonlySet<string>): Promise<Accepted | null>;
	/** What has become of a message the carrier took, when no callback says so; null when it no longer knows. Throws when it cannot tell. */
	fetchStatus(providerId: string): Promise<StatusUpdate | null>;
	/** What the error of a status callback asks for. */
	failureOf(errorCode: string): SendFailure;
	/** Shows "typing…" and the read receipt for an inbound message. Fire and forget: never throws, never blocks. */
	showTyping(inboundExternalId: string): void;
	/** Fetches a person's file within the size limit, SSRF-safe. Throws AppError `too_large`, `unsupported_media` or `unavailable`. */
	fetchMedia(item: MediaItem): Promise<{ bytes: Buffer; contentType: string }>;
}
