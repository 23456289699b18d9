import { z } from 'zod';

const org = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'an organisation');
const channel = z.enum(['whatsapp', 'sms']);
const messageId = z.string().regex(/^[0-9a-z]{1,40}$/, 'a message');
/** A number as typed, or a WhatsApp user id. */
const phone = z.string().trim().min(3).max(140);

export const orgQuery = z.object({ org });
export const phoneParams = z.object({ phone });
export const phoneQuery = z.object({ org, channel });
export const fileParams = z.object({ id: messageId });
export const readBody = z.strictObject({ org, channel, upTo: messageId });

/** WhatsApp's own limits: a text of 4096 characters, a caption of 1024. */
const content = [
	z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1).max(4096) }),
	z.strictObject({ kind: z.literal('choice'), payload: z.string().min(1).max(256) }),
	z.strictObject({ kind: z.literal('media'), files: z.array(messageId).min(1).max(5), caption: z.string().trim().max(1024).default('') }),
	z.strictObject({
		kind: z.literal('location'),
		latitude: z.number().min(-90).max(90),
		longitude: z.number().min(-180).max(180),
		label: z.string().trim().max(100).optional(),
		address: z.string().trim().max(200).optional(),
	}),
] as const;

export const messageBody = z.strictObject({
	org,
	phone,
	channel,
	/** Our address; the organisation's first of the channel when unset. */
	sender: z.string().max(20).optional(),
	profileName: z.string().trim().min(1).max(60).optional(),
	replyTo: messageId.optional(),
	content: z.discriminatedUnion('kind', content),
});
