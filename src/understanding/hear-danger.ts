import { dangerIn } from './danger.ts';
import { learnedDanger } from './learned-danger/learned-danger.ts';

/** Danger heard in a text: by the words of the lexicon, or by the learned head, which knows no words of its own to show. */
export interface HeardDanger {
	by: 'lexicon' | 'learned';
	evidence: string;
}

/**
 * Danger in a text, or null. The lexicon is asked first and nothing overrules it; the learned head may only add what the lexicon does not hear
 * (images, signs told calmly), where it is surer than its threshold.
 */
export function hearDanger(text: string): HeardDanger | null {
	const words = dangerIn(text);
	if (words !== null) return { by: 'lexicon', evidence: words };
	const chance = learnedDanger(text);
	return chance === null ? null : { by: 'learned', evidence: `learned danger ${Math.round(chance * 100)} %` };
}
