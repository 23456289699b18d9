import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import type { ChannelName } from '../../channels/message.ts';
import { AppError } from '../../platform/errors.ts';
import { normalisePhone } from '../../platform/phone.ts';
import type { SimulatorDeps, SimulatorOrganisation } from './deps.ts';

/** Reads outside input by its schema. Throws `invalid_input` naming the first field at fault. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	throw new AppError('invalid_input', issue?.message ?? 'invalid input', { field: issue?.path.join('.') });
}

/**
 * Refuses what another site's page sends: browsers put `Origin` on every POST. A program without one (curl, a test) is no browser
 * and has nobody's cookies to abuse.
 */
export const sameOrigin: RequestHandler = (request, _response, next) => {
	const site = request.get('sec-fetch-site');
	if (site !== undefined && site !== 'same-origin') throw new AppError('forbidden', 'only the simulator page may do this');
	const origin = request.get('origin');
	if (origin !== undefined && originHost(origin) !== request.get('host'))
		throw new AppError('forbidden', 'only the simulator page may do this');
	next();
};

function originHost(origin: string): string | null {
	return URL.canParse(origin) ? new URL(origin).host : null;
}

/** The organisation a page names. Throws `not_found`. */
export async function findOrganisation(deps: SimulatorDeps, slug: string): Promise<SimulatorOrganisation> {
	const organisation = (await deps.organisations()).find((one) => one.slug === slug);
	if (organisation === undefined) throw new AppError('not_found', 'no such organisation', { field: 'org' });
	return organisation;
}

/** Two letters, a dot, up to 128 letters and digits: a WhatsApp user who hides the number (twilio-whatsapp §1). */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** A phone's address as typed, made E.164 by the organisation's country; WhatsApp user ids stay as they are. */
export function readAddress(text: string, channel: ChannelName, country: string): string {
	if (channel === 'whatsapp' && USER_ID.test(text)) return text;
	const phone = normalisePhone(text, country);
	if (phone === null) throw new AppError('invalid_input', 'not a phone number', { field: 'phone' });
	return phone;
}

/** What names one phone in a request: its organisation, channel and address. */
export async function readPhone(
	deps: SimulatorDeps,
	request: Request,
	schemas: { params: z.ZodType<{ phone: string }>; query: z.ZodType<{ org: string; channel: ChannelName }> },
): Promise<{ organisation: SimulatorOrganisation; org: string; channel: ChannelName; address: string }> {
	const { phone } = check(schemas.params, request.params);
	const { org, channel } = check(schemas.query, request.query);
	const organisation = await findOrganisation(deps, org);
	return { organisation, org, channel, address: readAddress(phone, channel, organisation.country) };
}
