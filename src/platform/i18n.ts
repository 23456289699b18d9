import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import { DateTime } from 'luxon';
import { DAY_PARTS } from './day-parts.ts';
import { type MomentStyle, wordDayPart, wordMoment } from './moments.ts';

export const LANGUAGES = ['fr', 'en', 'wo'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

/** Where and in which money a text is read: needed to word times and amounts (I10). */
export interface Locale {
	timezone: string;
	currency: string;
}

/** Looks texts up by `namespace.key` and words them with facts. Pure: the same call gives the same text. */
export interface Texts {
	/**
	 * The text of a key. Facts may hold `{ fr, en, wo }` labels, which are put in the language; amounts and times are formatted by
	 * `{{price, money}}`, `{{at, moment}}`, `{{at, clock}}`, `{{at, day}}`, `{{list, lines}}`. A key that wo lacks is given in French.
	 */
	say(language: LanguageCode, key: string, vars: Record<string, unknown>, locale: Locale): string;
	/** Whether the language itself has the key. */
	has(language: LanguageCode, key: string): boolean;
	/** The words of a key that lists them separated by `|`, in every language. */
	words(key: string): string[];
	/** Every key of a language, `namespace.key`. */
	keys(language: LanguageCode): string[];
	/** The text as it is written, placeholders included. */
	raw(language: LanguageCode, key: string): string | undefined;
}

type Tree = { [key: string]: string | Tree };

/** Loads `locales/<language>/<namespace>.json`. Throws when a file is not JSON of nested texts. */
export function loadTexts(folder: string): Texts {
	const trees = new Map<LanguageCode, Tree>();
	for (const language of LANGUAGES) {
		const tree: Tree = {};
		for (const file of readdirSync(path.join(folder, language)).filter((name) => name.endsWith('.json'))) {
			tree[path.basename(file, '.json')] = readTree(path.join(folder, language, file));
		}
		trees.set(language, tree);
	}
	const engine = startEngine(trees);
	const raw = (language: LanguageCode, key: string): string | undefined => find(trees.get(language), key);
	return {
		say: (language, key, vars, locale) =>
			engine.t(key, { lng: language, ...localise(vars, language), tz: locale.timezone, currency: locale.currency }),
		has: (language, key) => raw(language, key) !== undefined,
		words: (key) =>
			LANGUAGES.flatMap((language) => (raw(language, key) ?? '').split('|').map((word) => word.trim())).filter((word) => word !== ''),
		keys: (language) => flatten(trees.get(language) ?? {}),
		raw,
	};
}

function startEngine(trees: Map<LanguageCode, Tree>): i18n {
	const engine = i18next.createInstance();
	void engine.init({
		initAsync: false,
		lng: 'fr',
		fallbackLng: 'fr',
		supportedLngs: [...LANGUAGES],
		nsSeparator: false,
		keySeparator: '.',
		defaultNS: 'all',
		resources: Object.fromEntries([...trees].map(([language, tree]) => [language, { all: tree }])),
		interpolation: { escapeValue: false, skipOnVariables: true },
		missingInterpolationHandler: () => '',
	});
	const formats = engine.services.formatter;
	formats?.add('money', (value, lng, options) => money(value, lng, String(options.currency)));
	formats?.add('moment', (value, lng, options) => moment(value, lng, String(options.tz), 'moment'));
	formats?.add('day', (value, lng, options) => moment(value, lng, String(options.tz), 'day'));
	formats?.add('clock', (value, lng, options) => localTime(value, String(options.tz))?.toFormat(lng === 'en' ? 'HH:mm' : "HH'h'mm") ?? '');
	// " — value", or nothing: for what a sentence can do without.
	formats?.add('dash', (value) => (value === undefined || value === null || value === '' ? '' : ` — ${String(value)}`));
	formats?.add('photos', (value) => {
		const count = Array.isArray(value) ? value.length : Number(value ?? 0);
		return count > 0 ? ` 📷 ${count} photo${count > 1 ? 's' : ''}` : '';
	});
	formats?.add('stars', (value, lng) => (typeof value === 'number' ? ` (⭐ ${decimal(value, lng)}/5)` : ''));
	formats?.add('decimal', (value, lng) => (typeof value === 'number' ? decimal(value, lng) : ''));
	// A person's phone after their name, when they told one.
	formats?.add('named', (value, _lng, options) =>
		[options.client_name, value].filter((part) => typeof part === 'string' && part !== '').join(' — '),
	);
	formats?.add('when', (value, lng, options) => wish(engine, value, lng, options));
	// A line of its own with the time that a job is booked for; nothing when it is for now.
	formats?.add('booked', (value, lng, options) =>
		value === 'today' || value === 'date' ? `\n🕒 ${wish(engine, value, lng, options)}` : '',
	);
	for (const list of ['alert', 'reason'])
		formats?.add(list, (value, lng) => engine.t(`manager.${list}s.${String(value)}`, { lng: lng ?? 'fr' }));
	formats?.add('lines', (value) => (Array.isArray(value) ? value.map((line) => `• ${String(line)}`).join('\n') : String(value ?? '')));
	return engine;
}

function decimal(value: number, language: string | undefined): string {
	const written = value.toFixed(1);
	return language === 'en' ? written : written.replace('.', ',');
}

function money(value: unknown, language: string | undefined, currency: string): string {
	const amount = new Intl.NumberFormat(language === 'en' ? 'en' : 'fr', { maximumFractionDigits: 0 }).format(Number(value ?? 0));
	// WhatsApp breaks lines at ordinary spaces, and SMS has no narrow no-break space.
	return `${amount.replace(/[\u202f\u00a0]/g, ' ')} ${currency === 'XAF' || currency === 'XOF' ? 'FCFA' : currency}`;
}

/** A wished time: `{ kind }` or `{ at, precision, part? }`, or a kind beside `when_at`, `when_precision` and `when_part`. */
function wish(engine: i18n, value: unknown, language: string | undefined, options: Record<string, unknown>): string {
	const said =
		typeof value === 'object' && value !== null
			? { ...value }
			: { kind: value, at: options.when_at, precision: options.when_precision, part: options.when_part };
	const { kind, at, precision, part }: { kind?: unknown; at?: unknown; precision?: unknown; part?: unknown } = said;
	if (kind === 'now' || precision === 'now' || (kind === undefined && at === undefined))
		return engine.t('common.when_now', { lng: language ?? 'fr' });
	const dayPart = precision === 'hour' ? undefined : DAY_PARTS.find((one) => one === part);
	if (kind === 'today' && precision !== 'hour')
		return engine.t(dayPart === undefined ? 'common.when_today' : `common.when_today_${dayPart}`, { lng: language ?? 'fr' });
	const timezone = String(options.tz);
	const day = moment(at, language, timezone, precision === 'day' ? 'day' : 'moment');
	return dayPart === undefined ? day : `${day} ${wordDayPart(dayPart, spoken(language))}`;
}

function moment(value: unknown, language: string | undefined, timezone: string, style: MomentStyle): string {
	const at = localTime(value, timezone);
	return at === null ? '' : wordMoment(at, spoken(language), style);
}

function spoken(language: string | undefined): LanguageCode {
	return LANGUAGES.find((one) => one === language) ?? 'fr';
}

function localTime(value: unknown, timezone: string): DateTime | null {
	if (typeof value !== 'string' && !(value instanceof Date)) return null;
	const at = value instanceof Date ? DateTime.fromJSDate(value) : DateTime.fromISO(value);
	return at.isValid ? at.setZone(timezone) : null;
}

/** Puts `{ fr, en, wo }` labels in the language, at any depth. */
function localise(vars: Record<string, unknown>, language: LanguageCode): Record<string, unknown> {
	return Object.fromEntries(Object.entries(vars).map(([key, value]) => [key, localiseValue(value, language)]));
}

/** Chooses the language in a value of names (`{ fr, en }`), at any depth; French when it lacks the other. */
export function localiseValue(value: unknown, language: LanguageCode): unknown {
	if (Array.isArray(value)) return value.map((item) => localiseValue(item, language));
	if (typeof value !== 'object' || value === null || value instanceof Date) return value;
	const record: Record<string, unknown> = { ...value };
	if (typeof record.fr === 'string') return record[language] ?? record.fr;
	return localise(record, language);
}

function readTree(file: string): Tree {
	const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!isTree(parsed)) throw new Error(`${file}: not a tree of texts`);
	return parsed;
}

function isTree(value: unknown): value is Tree {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.values(value).every((item) => typeof item === 'string' || isTree(item))
	);
}

function find(tree: Tree | undefined, key: string): string | undefined {
	let at: string | Tree | undefined = tree;
	for (const part of key.split('.')) {
		if (typeof at !== 'object') return undefined;
		at = at[part];
	}
	return typeof at === 'string' ? at : undefined;
}

function flatten(tree: Tree, prefix = ''): string[] {
	return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`)));
}
