import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../../channels/message.ts';
import { SenderModel } from '../../../channels/senders/model.ts';
import { AppError } from '../../../platform/errors.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import { saveAccounts } from '../../accounts/index.ts';
import { saveProviders } from '../../providers/index.ts';
import { saveOrganisation } from '../save-organisation.ts';
import { checkHosts } from './check-hosts.ts';
import type { ImportContext } from './context.ts';
import { endDemo } from './end-demo.ts';
import { carryUnheard, linkContact, type PersonToLink, unlinkProvider } from './link-contact.ts';
import type { Path, Problem } from './problem.ts';
import { organisationProfile, readHours } from './profile.ts';
import { saveSender } from './save-sender.ts';
import type { ImportFile, ImportOrganisation } from './schema.ts';

/** What became of the rows of one organisation, by kind. */
export type Change = 'created' | 'updated' | 'unchanged';
export type Tally = Record<Change, number>;
export interface OrganisationReport {
	slug: string;
	organisation: Change;
	senders: Tally;
	providers: Tally;
	agents: Tally;
}

/**
 * Brings the database to a checked file, inside one transaction. What the file does not mention stays as it is, except that services,
 * zones, branches and queues of an organisation become exactly those of the file. Problems mean that the caller must not commit.
 */
export async function applyImport(
	file: ImportFile,
	context: ImportContext,
	db: ClientSession,
): Promise<{ reports: OrganisationReport[]; problems: Problem[] }> {
	const problems: Problem[] = [];
	const reports: OrganisationReport[] = [];
	const saved = [];
	for (const [index, given] of file.organisations.entries()) {
		const applying = { context, db, at: ['organisations', index], problems };
		saved.push({ given, applying, ...(await applyOrganisation(given, applying)) });
	}
	// People come after every sender: those of a hosted organisation are written to from its host's, which may stand further down.
	for (const { given, applying, organisation, senders } of saved) {
		const people = { providers: await applyProviders(given, applying), agents: await applyAgents(given, applying) };
		reports.push({ slug: given.slug, organisation, senders, ...people });
	}
	problems.push(...(await checkHosts(file, db)));
	return { reports, problems };
}

interface Applying {
	context: ImportContext;
	db: ClientSession;
	at: Path;
	problems: Problem[];
}

async function applyOrganisation(
	given: ImportOrganisation,
	applying: Applying,
): Promise<Pick<OrganisationReport, 'organisation' | 'senders'>> {
	const demo = applying.context.demo === true ? { demo: true } : {};
	const profile = { ...organisationProfile(given), ...demo };
	if (applying.context.demo !== true) await endDemo(given, applying.db);
	await carryUnheard(applying.context, given.slug, applying.db);
	return {
		organisation: await saveOrganisation(profile, applying.db, applying.context.clock.now()),
		senders: await applySenders(given, applying),
	};
}

async function applySenders(given: ImportOrganisation, { context, db, at, problems }: Applying): Promise<Tally> {
	const tally = { created: 0, updated: 0, unchanged: 0 };
	for (const [i, { channel, address }] of given.senders.entries()) {
		const saved = await saveSender(context, { org: given.slug, channel, address: e164(address, given.country) }, db);
		if (saved === 'taken')
			problems.push({ path: [...at, 'senders', i, 'address'], message: 'the address already sends for another organisation' });
		else tally[saved]++;
	}
	return tally;
}

async function applyProviders(given: ImportOrganisation, { context, db, at, problems }: Applying): Promise<Tally> {
	const [firstLanguage = 'fr'] = given.languages;
	const profiles = given.providers.map(({ rating, ...provider }) => ({
		...provider,
		phone: e164(provider.phone, given.country),
		language: provider.language ?? firstLanguage,
		hours: readHours(provider.hours),
		...(rating === undefined ? {} : { startingRating: { sum: Math.round(rating.average * rating.count), count: rating.count } }),
	}));
	const saved = await saveProviders(
		{
			org: given.slug,
			db,
			now: context.clock.now(),
			linkContact: (profile) => linkContact(context, person(given, { ...profile, provider: profile.id }), db),
			unlinkContact: (contact, provider) => unlinkProvider(given.slug, contact, provider, db),
		},
		profiles,
	);
	return count(saved, (i) =>
		problems.push({ path: [...at, 'providers', i, 'phone'], message: 'the number is that of another provider of the organisation' }),
	);
}

/**
 * The people who work there. One of a hosted organisation with a phone is a contact of its host, as everybody is who writes to that
 * number: what the organisation has to tell them goes through their lane there. Their name stays the organisation's own.
 */
async function applyAgents(given: ImportOrganisation, { context, db, at, problems }: Applying): Promise<Tally> {
	const [firstLanguage = 'fr'] = given.languages;
	const host = given.senders.length > 0 || given.hosted_by === undefined ? null : await hostSender(given.hosted_by, db);
	const profiles = given.agents.map((agent) => ({
		...agent,
		phone: agent.phone === undefined ? undefined : e164(agent.phone, given.country),
		languages: agent.languages.length > 0 ? agent.languages : given.languages,
	}));
	for (const [i, { phone }] of profiles.entries()) {
		if (host !== null && phone === host.sender)
			problems.push({ path: [...at, 'agents', i, 'phone'], message: `the number is the sender of its host "${host.org}"` });
	}
	const saved = await saveAccounts(
		{
			org: given.slug,
			db,
			now: context.clock.now(),
			async linkContact({ name, phone, languages: [language = firstLanguage] }) {
				if (given.senders.length > 0) return linkContact(context, person(given, { name, phone, language, channel: 'whatsapp' }), db);
				return host === null ? undefined : linkContact(context, { ...host, phone, language }, db);
			},
		},
		profiles,
	);
	return count(saved, (i) =>
		problems.push({ path: [...at, 'agents', i, 'phone'], message: 'the number is that of another account of the organisation' }),
	);
}

/** Where a host writes to people from: by WhatsApp when it can. Null: from nowhere, which the check of hosts refuses. */
async function hostSender(org: string, db: ClientSession): Promise<{ org: string; channel: ChannelName; sender: string } | null> {
	const senders = await SenderModel.find({ org }).sort({ _id: 1 }).session(db).lean();
	const sender = senders.find(({ channel }) => channel === 'whatsapp') ?? senders[0];
	return sender === undefined ? null : { org, channel: sender.channel, sender: sender.address };
}

/** The person with the address we write from: on their channel when the organisation has one there, else on its first. */
function person(
	given: ImportOrganisation,
	{ name, phone, language, channel, provider }: Omit<PersonToLink, 'org' | 'sender'>,
): PersonToLink {
	const sender = given.senders.find((one) => one.channel === channel) ?? given.senders[0];
	if (sender === undefined) throw new AppError('internal', 'a checked file has people only where there is a sender');
	const address = e164(sender.address, given.country);
	return {
		org: given.slug,
		name,
		phone,
		language,
		channel: sender.channel,
		sender: address,
		...(provider === undefined ? {} : { provider }),
	};
}

function count(saved: readonly (Change | 'phone_taken')[], taken: (index: number) => void): Tally {
	const tally = { created: 0, updated: 0, unchanged: 0 };
	for (const [i, change] of saved.entries()) {
		if (change === 'phone_taken') taken(i);
		else tally[change]++;
	}
	return tally;
}

/** A checked file holds only good numbers: a bad one would be kept as it stands. */
function e164(text: string, country: string): string {
	return normalisePhone(text, country) ?? text;
}
