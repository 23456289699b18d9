import type { MediaItem } from '../../channels/message.ts';
import { AppError } from '../../platform/errors.ts';
import type { LanguageCode } from '../../platform/i18n.ts';
import { log } from '../../platform/log.ts';
import type { Reading, ReadingContext, Role } from '../../understanding/reading.ts';
import type { Contact } from '../contacts/contact.ts';
import { questionOf } from '../flow/book.ts';
import type { InboxItem, Input } from '../input.ts';
import { PROMPT_LENGTH } from '../session.ts';
import type { Unread } from '../step/context.ts';
import type { Answered, OrganisationView, TurnDeps } from './deps.ts';

/** WhatsApp sends stickers as WebP and photos never. */
const STICKERS: ReadonlySet<string> = new Set(['image/webp']);
const CARDS: ReadonlySet<string> = new Set(['text/vcard', 'text/x-vcard', 'text/directory']);

/** What is found out about an input before its turn's transaction, so that nothing slow happens inside it. */
export interface Prepared {
	organisation: OrganisationView;
	/** The person's language for this turn. */
	language: LanguageCode;
	/** The language was found out just now. */
	detected: boolean;
	reading: Reading | null;
	media: string[];
	/** Files that answer nothing, when no other came along. */
	unread: Unread | null;
	/** What a voice note said, as if it had been typed; null for every other input. */
	heard: Input | null;
	repliedSubject: string | null;
}

/** What a turn is prepared with. */
export type PrepareDeps = Pick<
	TurnDeps,
	| 'clock'
	| 'book'
	| 'findRelease'
	| 'texts'
	| 'findOrganisation'
	| 'understand'
	| 'detectLanguage'
	| 'keepMedia'
	| 'transcribe'
	| 'findAnswered'
>;

/** Reads the text, fetches the files and looks up what is answered. */
export async function prepareTurn(deps: PrepareDeps, item: InboxItem, contact: Contact): Promise<Prepared> {
	await learnReleases(deps, contact);
	const organisation = await deps.findOrganisation(item.org);
	const voice = item.input.kind === 'media' && item.input.media.some(isAudio);
	const early = voice ? await keepAll(deps, item) : null;
	const heard = voice && contact.owner !== 'human' ? await listen(deps, item, early?.find(({ kind }) => kind === 'voice')?.id) : null;
	const text = textOf(heard ?? item.input);
	const detected = contact.language === undefined && text !== '' ? deps.detectLanguage(text) : null;
	const language = contact.language ?? allowed(detected, organisation) ?? organisation.languages[0] ?? 'fr';
	const answered = item.repliedTo === undefined ? null : await deps.findAnswered(item.org, item.repliedTo);
	const [reading, files] = await Promise.all([
		text === '' || contact.owner === 'human'
			? null
			: deps.understand(text, readingContext(deps, contact, organisation, language, answered)),
		early ?? keepAll(deps, item),
	]);
	const media = files.flatMap(({ kind, id }) => (kind === 'answer' && id !== undefined ? [id] : []));
	const unread = media.length > 0 || heard !== null ? null : unreadOf(files);
	return { organisation, language, detected: detected !== null, reading, media, unread, heard, repliedSubject: answered?.subject || null };
}

/** A dialogue that a newer program began goes on in its version here too (I11), instead of being moved back or closed. */
async function learnReleases({ book, findRelease }: PrepareDeps, { session }: Contact): Promise<void> {
	for (const { flow, version } of session.frames) {
		if (book.at(flow, version) !== undefined) continue;
		const release = await findRelease(flow, version);
		if (release !== null) book.learn(release);
	}
}

/** A file of the input; without an id it could not be had. */
interface KeptFile {
	kind: 'answer' | Exclude<Unread, 'file'>;
	id: string | undefined;
}

function kindOf({ contentType }: MediaItem): KeptFile['kind'] {
	if (contentType.startsWith('audio/')) return 'voice';
	if (STICKERS.has(contentType)) return 'sticker';
	return CARDS.has(contentType) ? 'contact_card' : 'answer';
}

function isAudio(file: MediaItem): boolean {
	return kindOf(file) === 'voice';
}

function unreadOf(files: readonly KeptFile[]): Unread | null {
	const [first] = files;
	if (first === undefined) return null;
	return first.kind === 'answer' ? 'file' : first.kind;
}

/** The voice note as a message of the same words; its caption, which no voice note of WhatsApp has, stays in front. */
async function listen(deps: PrepareDeps, { org, input }: InboxItem, file: string | undefined): Promise<Input | null> {
	if (input.kind !== 'media' || file === undefined || deps.transcribe === undefined) return null;
	const words = await deps.transcribe(org, file);
	if (words === null) return null;
	return { kind: 'message', text: input.caption === '' ? words : `${input.caption} ${words}` };
}

/** The words of an input; empty for what is not words. */
function textOf(input: Input): string {
	if (input.kind === 'message') return input.text;
	return input.kind === 'media' ? input.caption : '';
}

function readingContext(
	deps: PrepareDeps,
	contact: Contact,
	organisation: OrganisationView,
	language: LanguageCode,
	answered: Answered | null,
): Omit<ReadingContext, 'now'> & { now: Date } {
	const frame = contact.session.frames.at(-1);
	const flow = frame === undefined ? undefined : deps.book.at(frame.flow, frame.version)?.flow;
	const role: Role = contact.provider !== undefined && flow?.audience !== 'client' ? 'provider' : 'client';
	const question = flow === undefined || frame === undefined ? undefined : questionOf(flow, frame.state);
	const prompted = question !== undefined || contact.session.standing.length > 0;
	const { lastPrompt } = contact.session;
	// A reply is read with the message it answers, which need not be the last one.
	const earlier =
		answered !== null && (lastPrompt === '' || !answered.text.endsWith(lastPrompt)) ? answered.text.slice(-PROMPT_LENGTH) : null;
	return {
		role,
		question: earlier ?? (prompted && lastPrompt !== '' ? lastPrompt : null),
		choices: (earlier === null ? (question?.choices ?? []) : []).map((choice) => ({
			id: choice.id,
			label: deps.texts.say(language, choice.label, {}, organisation),
			synonyms: choice.synonyms === undefined ? [] : deps.texts.words(choice.synonyms),
		})),
		language,
		now: deps.clock.now(),
		timezone: organisation.timezone,
		services: organisation.services,
		zones: organisation.zones,
		organisation: organisation.id,
	};
}

/** Keeps every file for whoever looks at the conversation later, also those that answer nothing. */
async function keepAll(deps: PrepareDeps, item: InboxItem): Promise<KeptFile[]> {
	const kept: KeptFile[] = [];
	for (const file of item.input.kind === 'media' ? item.input.media : []) {
		const kind = kindOf(file);
		try {
			kept.push({ kind, id: await deps.keepMedia(file, item) });
		} catch (error) {
			// A file that cannot be had must not stop the words that came with it.
			const code = error instanceof AppError ? error.code : 'internal';
			log.warn('a file could not be kept', { code, contentType: file.contentType });
			if (code === 'unavailable' && item.attempts < 2) throw error;
			kept.push({ kind, id: undefined });
		}
	}
	return kept;
}

function allowed(language: LanguageCode | null, organisation: OrganisationView): LanguageCode | null {
	return language !== null && organisation.languages.includes(language) ? language : null;
}
