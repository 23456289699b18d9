import { fold } from '../../platform/fold.ts';
import { questionOf } from '../flow/book.ts';
import { flowOf } from '../step/run.ts';
import type { Decision, GlobalKeyword, Moment } from './moment.ts';

const KEYWORDS: readonly { keyword: GlobalKeyword; key: string; language?: string }[] = [
	{ keyword: 'menu', key: 'keywords.menu' },
	{ keyword: 'help', key: 'keywords.help' },
	{ keyword: 'agent', key: 'keywords.agent' },
	{ keyword: 'language', key: 'keywords.language' },
	{ keyword: 'language', key: 'keywords.french', language: 'fr' },
	{ keyword: 'language', key: 'keywords.english', language: 'en' },
	{ keyword: 'language', key: 'keywords.wolof', language: 'wo' },
	{ keyword: 'cancel', key: 'keywords.cancel' },
];

/** A word that works everywhere, when it is the whole message and the open question does not refuse it. */
export function globalKeyword({ run, input, text, asking }: Moment): Decision | null {
	if (input.kind !== 'message' && input.kind !== 'choice') return null;
	const said = fold(text);
	if (said === '') return null;
	const found = KEYWORDS.find(({ key }) => run.ctx.texts.words(key).some((word) => fold(word) === said));
	if (found === undefined) return null;
	const question = asking === undefined ? undefined : questionOf(flowOf(run, asking).flow, asking.state);
	if (question?.refuses.includes(found.keyword)) return null;
	return { row: 'keyword', keyword: found.keyword, ...(found.language === undefined ? {} : { language: found.language }) };
}
