import type { InboundContent } from '../../channels/message.ts';
import type { Input } from '../../conversation/input.ts';

/** The inputs that a person made; all others come from timers, modules and agents. */
export const PERSON_KINDS = ['message', 'choice', 'media', 'location', 'opt_out'] as const satisfies readonly InboundContent['kind'][];
/** Those that wait for an answer. */
export const ANSWERABLE_KINDS = ['message', 'choice', 'media', 'location'] as const satisfies readonly InboundContent['kind'][];

const kinds: readonly string[] = PERSON_KINDS;

/** Did the person send it? Timers, results and agents come through the same lane. */
export function isPersonInput(input: Input): input is InboundContent {
	return kinds.includes(input.kind);
}

/** What the person said, in words; empty for a file or a place without any. */
export function wordsOf(input: InboundContent): string {
	switch (input.kind) {
		case 'message':
			return input.text;
		case 'choice':
			return input.label;
		case 'media':
			return input.caption;
		case 'location':
			return [input.label, input.address].filter((part) => part !== undefined && part !== '').join(', ');
		case 'opt_out':
			return input.word;
	}
}
