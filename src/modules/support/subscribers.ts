import type { SortTexts } from '../../understanding/triage/labels.ts';
import type { Subscriber } from '../module.ts';
import { triageConversation } from './triage-conversation.ts';

/** Conversations are sorted as they come into human hands, after the turn is committed, and again with everything the person adds there. */
export function supportSubscribers({ triage }: { triage: SortTexts }): Subscriber[] {
	return [
		{
			name: 'support.triage',
			types: ['conversation.handed_over', 'conversation.claimed', 'conversation.written'],
			run: (event) => triageConversation(triage, event),
		},
	];
}
