import { CAMFR } from './tables/camfr.ts';
import { EN } from './tables/en.ts';
import { FR } from './tables/fr.ts';
import { PCM } from './tables/pcm.ts';
import { WO } from './tables/wo.ts';

/** What the tables of patterns can say of a text, whatever the language. The rules of `intents.ts` speak in these words only. */
const SIGNALS = [
	'want',
	'someone',
	'repair',
	'fault',
	'total_loss',
	'flood',
	'mention',
	'howto',
	'why',
	'cancel',
	'cancel_no',
	'no_longer',
	'drop',
	'close_account',
	'status',
	'where_is',
	'no_show',
	'accept_job',
	'decline_job',
	'enroute',
	'delay',
	'arrived',
	'client_absent',
	'start',
	'complete',
	'not_done',
	'rate_word',
	'take_ticket',
	'queue',
	'position_q',
	'leave',
	'keep_place',
	'rdv',
	'book',
	'move',
	'pay',
	'paid',
	'pay_trouble',
	'price',
	'expensive',
	'complaint',
	'praise',
	'human',
	'human_no',
	'change_lang',
	'prefs',
	'absence',
	'stop',
	'greet',
	'thanks',
	'help',
	'oos',
	'spam',
	'injection',
	'at',
	'pin',
	'media_ref',
	'later',
	'wrong',
	'today',
	'now',
	'no_rush',
	'ongoing',
	'money_gone',
	'tech',
	'bill',
	'sales',
] as const;
export type Signal = (typeof SIGNALS)[number];
/** One language's patterns: regular expression sources for the canonical text, matched between word edges. */
export type SignalTable = Partial<Record<Signal, readonly string[]>>;

const TABLES: readonly SignalTable[] = [FR, EN, PCM, CAMFR, WO];

function compile(signal: Signal): RegExp {
	const sources = TABLES.flatMap((table) => table[signal] ?? []);
	return new RegExp(`(?<![a-z0-9])(?:${sources.join('|')})(?![a-z0-9])`);
}

const COMPILED = SIGNALS.map((signal) => [signal, compile(signal)] as const);

/** The signals found in a canonical text, each with the words that gave it. */
export function signalsOf(flat: string): Map<Signal, string> {
	const found = new Map<Signal, string>();
	for (const [signal, pattern] of COMPILED) {
		const match = pattern.exec(flat);
		if (match !== null) found.set(signal, match[0].trim());
	}
	return found;
}

/** Words of the tables: those written out in full (`whole`, a misspelt word may be corrected towards them) and every run of letters (`seen`, left alone). */
export function tableWords(): { whole: Set<string>; seen: Set<string> } {
	const whole = new Set<string>();
	const seen = new Set<string>();
	for (const source of TABLES.flatMap((table) => Object.values(table).flat())) {
		const letters = source.replace(/\\[a-zA-Z]/g, '#').replace(/\(\?(?::|<?[!=])/g, '(');
		for (const word of letters.match(/[a-z]{4,}/g) ?? []) seen.add(word);
		for (const word of letters.match(/(?<![a-z#?\])])[a-z]{6,}(?![a-z#?*[(])/g) ?? []) whole.add(word);
	}
	return { whole, seen };
}
