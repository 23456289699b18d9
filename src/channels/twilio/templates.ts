import type { Clock } from '../../platform/clock.ts';
import type { TwilioClient } from './client.ts';

/** Approvals change rarely, and a refusal by Twilio (63040…) says so at once. */
const FRESH_MS = 10 * 60_000;
const MOST = 1000;
const CONTENT_SID = /^HX[0-9a-fA-F]{32}$/;

/** Finds the approved template of a name in a language: its content SID, or null. Throws what the SDK throws. */
export type FindTemplate = (name: string, language: string) => Promise<string | null>;

interface Template {
	sid: string;
	name: string;
	language: string;
}

/**
 * Templates live at Twilio, one content per name and language; the name is the content's friendly name, the same in each language or
 * with the language behind it (`request_update`, `request_update_fr`). Only those that WhatsApp approved count. A name that already is a content SID is taken as it is.
 * A language without its own template gets French, then any.
 */
export function findTemplate(client: TwilioClient, clock: Clock): FindTemplate {
	let loaded: { at: number; templates: Template[] } | undefined;
	return async (name, language) => {
		if (CONTENT_SID.test(name)) return name;
		const now = clock.now().getTime();
		if (loaded === undefined || now - loaded.at > FRESH_MS) loaded = { at: now, templates: await approved(client) };
		const named = loaded.templates.filter((template) => template.name === name || template.name === `${name}_${template.language}`);
		const best = named.find((one) => one.language === language) ?? named.find((one) => one.language === 'fr') ?? named[0];
		return best?.sid ?? null;
	};
}

async function approved(client: TwilioClient): Promise<Template[]> {
	const contents = await client.content.v1.contentAndApprovals.list({ limit: MOST });
	return contents
		.filter((content) => isApproved(content.approvalRequests))
		.map((content) => ({ sid: content.sid, name: content.friendlyName, language: content.language.slice(0, 2) }));
}

function isApproved(approval: unknown): boolean {
	return typeof approval === 'object' && approval !== null && 'status' in approval && approval.status === 'approved';
}
