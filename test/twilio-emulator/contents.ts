import { z } from 'zod';
import { newSid } from './sids.ts';
import type { ContentType, State, StoredContent } from './state.ts';

const Item = z.strictObject({ item: z.string().min(1), id: z.string().min(1), description: z.string().optional() });
const Action = z.looseObject({ title: z.string().min(1), id: z.string().optional() });

/** What `POST /v1/Content` takes; camelCase type names are refused, as Twilio does. */
const NewContent = z.looseObject({
	friendly_name: z.string().optional().default(''),
	language: z.string().min(2),
	variables: z.record(z.string(), z.string()).optional().default({}),
	types: z
		.strictObject({
			'twilio/text': z.looseObject({ body: z.string().min(1).max(1600) }),
			'twilio/quick-reply': z.looseObject({ body: z.string().min(1), actions: z.array(Action).min(1).max(10) }),
			'twilio/list-picker': z.looseObject({ body: z.string().min(1), button: z.string().min(1), items: z.array(Item).min(1).max(10) }),
		})
		.partial(),
});

export type ContentRefusal = { status: number; code: number; message: string };

/** Stores a content; a refusal names what is wrong. */
export function createContent(state: State, input: unknown): StoredContent | ContentRefusal {
	const parsed = NewContent.safeParse(input);
	if (!parsed.success) return { status: 400, code: 20001, message: z.prettifyError(parsed.error) };
	const { friendly_name, language, variables, types } = parsed.data;
	if (Object.keys(types).length === 0) return { status: 400, code: 20001, message: 'types is empty' };
	const missing = [...JSON.stringify(types).matchAll(/\{\{(\w+)\}\}/g)]
		.map(([, name]) => name ?? '')
		.filter((name) => !(name in variables));
	if (missing.length > 0) return { status: 400, code: 20001, message: `variables without a sample: ${missing.join(', ')}` };
	const content: StoredContent = {
		sid: newSid('HX'),
		friendlyName: friendly_name,
		language,
		variables,
		types,
		approval: 'unsubmitted',
		createdAt: state.now(),
	};
	state.contents.set(content.sid, content);
	return content;
}

/** Fills in a content for one message. Throws a refusal's message when the variables are not acceptable (21656). */
export function fillContent(content: StoredContent, contentVariables: string | undefined): Record<string, ContentType> {
	const values = { ...content.variables, ...parseVariables(contentVariables) };
	const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
	return Object.fromEntries(
		Object.entries(content.types).map(([name, type]): [string, ContentType] => [
			name,
			{
				body: type.body === undefined ? undefined : fill(type.body),
				button: type.button === undefined ? undefined : fill(type.button),
				actions: type.actions?.map((action) => ({ title: fill(action.title), id: action.id === undefined ? undefined : fill(action.id) })),
				items: type.items?.map((row) => ({
					item: fill(row.item),
					id: fill(row.id),
					description: row.description === undefined ? undefined : fill(row.description),
				})),
			},
		]),
	);
}

function parseVariables(contentVariables: string | undefined): Record<string, string> {
	if (contentVariables === undefined || contentVariables === '') return {};
	let json: unknown;
	try {
		json = JSON.parse(contentVariables);
	} catch {
		throw new Error('ContentVariables is not JSON');
	}
	const parsed = z.record(z.string(), z.string()).safeParse(json);
	if (!parsed.success) throw new Error('ContentVariables is not an object of strings');
	for (const [name, value] of Object.entries(parsed.data)) {
		if (value === '') throw new Error(`variable ${name} is empty`);
		if (/[\n\t]| {5,}/.test(value)) throw new Error(`variable ${name} holds a line break, a tab or more than four spaces`);
		if (value.length > 1600) throw new Error(`variable ${name} is over 1600 characters`);
	}
	return parsed.data;
}

/** The WhatsApp limits of twilio-whatsapp §3, checked on what the phone would get: the error code of the failure, or null. */
export function whatsAppFailure(filled: Record<string, ContentType>, approved: boolean): number | null {
	const replies = filled['twilio/quick-reply'];
	const list = filled['twilio/list-picker'];
	if (replies !== undefined) {
		const actions = replies.actions ?? [];
		if ((replies.body ?? '').length > 1024) return 63030;
		if (actions.length > (approved ? 10 : 3)) return 63005;
		if (actions.some(({ title, id }) => title.length > 20 || (id ?? '').length > 200)) return 63005;
		if (new Set(actions.map(({ title }) => title)).size < actions.length) return 63005;
	}
	if (list !== undefined) {
		const items = list.items ?? [];
		if ((list.body ?? '').length > 1024) return 63030;
		if ((list.button ?? '').length > 20) return 63005;
		if (items.some(({ item, id, description }) => item.length > 24 || id.length > 200 || (description ?? '').length > 72)) return 63005;
		if (new Set(items.map(({ item }) => item)).size < items.length) return 63005;
	}
	if (approved && (filled['twilio/text']?.body ?? '').length > 1024) return 63030;
	return null;
}

/** Twilio's JSON of a content. */
export function contentJson(state: State, content: StoredContent, withApproval = false): Record<string, unknown> {
	const url = `https://content.twilio.com/v1/Content/${content.sid}`;
	return {
		sid: content.sid,
		account_sid: state.accountSid,
		friendly_name: content.friendlyName,
		language: content.language,
		variables: content.variables,
		types: content.types,
		date_created: content.createdAt.toISOString(),
		date_updated: content.createdAt.toISOString(),
		...(withApproval
			? { approval_requests: approvalJson(content) }
			: { url, links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` } }),
	};
}

export function approvalJson(content: StoredContent): Record<string, unknown> {
	return {
		name: content.friendlyName,
		category: 'UTILITY',
		content_type: Object.keys(content.types)[0] ?? '',
		status: content.approval,
		rejection_reason: '',
		allow_category_change: true,
	};
}
