import type { LanguageCode, Texts } from '../../platform/i18n.ts';
import type { Reading } from '../../understanding/reading.ts';
import type { Owner } from '../contacts/contact.ts';
import type { FlowBook } from '../flow/book.ts';

/** Files that answer no question: a voice note nobody heard, a sticker, a contact card, a file that could not be taken. */
export type Unread = 'voice' | 'sticker' | 'contact_card' | 'file';

/** Everything a step may know besides the session and the input; it has no clock and no ids of its own. */
export interface StepContext {
	now: Date;
	book: FlowBook;
	texts: Texts;
	contact: {
		id: string;
		name: string;
		language: LanguageCode;
		/** The provider this person is, or empty. */
		provider: string;
		owner: Owner;
	};
	org: {
		id: string;
		name: string;
		timezone: string;
		currency: string;
		languages: LanguageCode[];
		/** Whom the safety advice names. */
		emergency: { rescue: string; police: string };
		/** Plain settings a flow may refer to. */
		settings: Record<string, unknown>;
		/** What people can do here. */
		offers: { requests: boolean; queues: boolean; appointments: boolean };
	};
	limits: { questionReminderMs: number; questionExpiryMs: number; draftKeepMs: number; wrongAnswers: number };
	/** The reading of the input's text, when it has one. */
	reading: Reading | null;
	/** What the message that was answered is about. */
	repliedSubject: string | null;
	/** What came instead of words and answers nothing; null when there is none. */
	unread: Unread | null;
	/** The ids of the stored files of a media input. */
	media: string[];
}
