import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { mediaId } from './channels/media/media-id.ts';
import { openMedia, storeMedia } from './channels/media/store.ts';
import type { Carrier, CarrierName, MediaItem } from './channels/message.ts';
import { OutboxModel } from './channels/outbox/model.ts';
import { openBook } from './conversation/flow/book.ts';
import { loadFlows } from './conversation/flow/load.ts';
import { earlierFlows, findRelease } from './conversation/flow/versions.ts';
import type { InboxItem } from './conversation/input.ts';
import type { Answered, OrganisationView, TurnDeps } from './conversation/turn/deps.ts';
import type { Module } from './modules/module.ts';
import { emergencyNumbersOf, getOrganisation, offersOf, vocabularyOf } from './modules/organisations/index.ts';
import type { Clock } from './platform/clock.ts';
import { AppError } from './platform/errors.ts';
import { failureCode } from './platform/failure-code.ts';
import type { Texts } from './platform/i18n.ts';
import { log } from './platform/log.ts';
import { answerLanguage } from './understanding/language.ts';
import type { LanguageModel } from './understanding/llm/language-model.ts';
import type { Transcribe } from './understanding/transcribe/transcriber.ts';
import { createUnderstand } from './understanding/understand.ts';

const FLOWS_FOLDER = join(import.meta.dirname, '../flows');

/** Gives the conversation what it needs of the rooms it does not know: modules' commands, organisations, carriers, understanding. */
export async function turnDeps(options: {
	clock: Clock;
	texts: Texts;
	modules: readonly Module[];
	carriers: Partial<Record<CarrierName, Carrier>>;
	keepTraces: boolean;
	mayEditReleased: boolean;
	/** Unset: the local reading alone. */
	model?: LanguageModel | undefined;
	/** Unset: voice notes are not listened to. */
	transcribe?: Transcribe | undefined;
}): Promise<TurnDeps> {
	const { model, transcribe } = options;
	const released = loadFlows(FLOWS_FOLDER);
	const earlier = await earlierFlows(released, { clock: options.clock, mayEdit: options.mayEditReleased });
	return {
		clock: options.clock,
		texts: options.texts,
		book: openBook(released, earlier),
		findRelease,
		commands: new Map(options.modules.flatMap((module) => module.commands).map((command) => [command.name, command])),
		understand: createUnderstand(undefined, model?.read),
		detectLanguage: answerLanguage,
		findOrganisation: organisationView,
		keepMedia: (item, of) => keepMedia(options.carriers, item, of),
		...(transcribe === undefined ? {} : { transcribe: (org: string, file: string) => transcribeFile(transcribe, org, file) }),
		followed: new Set(options.modules.flatMap((module) => module.subscribers).flatMap(({ about }) => about ?? [])),
		findAnswered,
		keepTraces: options.keepTraces,
	};
}

/** An organisation as the dialogues see it. Throws `not_found`. */
export async function organisationView(id: string): Promise<OrganisationView> {
	const organisation = await getOrganisation(id);
	const { services, zones } = vocabularyOf(organisation);
	const { slug, name, timezone, currency, languages, settings } = organisation;
	const emergency = emergencyNumbersOf(organisation);
	return { id: slug, name, timezone, currency, languages, settings, services, zones, emergency, offers: await offersOf(id) };
}

/** The same file under the same id, however often the turn is tried again. */
async function keepMedia(carriers: Partial<Record<CarrierName, Carrier>>, item: MediaItem, of: InboxItem): Promise<string> {
	const carrier = of.route === undefined ? undefined : carriers[of.route.carrier];
	if (carrier === undefined) throw new AppError('unavailable', 'nobody carries this file');
	const { bytes, contentType } = await carrier.fetchMedia(item);
	const place = of.input.kind === 'media' ? of.input.media.indexOf(item) : 0;
	return storeMedia({ id: mediaId(of._id, place), org: of.org, contact: of.contact, bytes, contentType, receivedAt: of.receivedAt });
}

/** The words of a file that was kept. A file that is gone is one that cannot be heard. */
async function transcribeFile(transcribe: Transcribe, org: string, id: string): Promise<string | null> {
	try {
		const { stream, contentType } = await openMedia(org, id);
		return await transcribe({ bytes: await buffer(stream), contentType });
	} catch (error) {
		log.warn('a voice note could not be heard', { error: failureCode(error) });
		return null;
	}
}

async function findAnswered(org: string, providerId: string): Promise<Answered | null> {
	return OutboxModel.findOne({ org, providerId }, { _id: 0, subject: 1, text: 1 }).lean();
}
