import type { InboxItem } from '../../../src/conversation/input.ts';
import { decodeTap } from '../../../src/conversation/step/payload.ts';
import type { Evidence } from './evidence.ts';
import { byId, type Check, check, expectThat, type Records } from './records.ts';

/** What people report of one job is never taken for a report of another: the tapped button and the message replied to say which it is. */
export function rightJob(_evidence: Evidence, { inbox, outbox, offers, events }: Records): Check {
	const result = check('crossed', 'what is tapped or said of one request never moves another');
	const offered = byId(offers);
	const subjects = new Map(
		outbox.flatMap((row) =>
			[row.providerId, ...row.pastProviderIds].flatMap((id): [string, string][] => (id === undefined ? [] : [[id, row.subject]])),
		),
	);
	const items = new Map(inbox.filter(({ source }) => source === 'twilio').map((item) => [item.correlationId, item]));
	for (const { type, correlationId, subject, data } of events) {
		const item = items.get(correlationId);
		if (type !== 'request.status_changed' || item === undefined) continue;
		const named = subjectNamed(item, subjects);
		if (named === '') continue;
		const request = offered.get(named)?.request ?? named;
		expectThat(
			result,
			request === subject.id,
			() => `${item._id} (${item.input.kind}) speaks of ${request} and made ${subject.id} ${data.to}`,
		);
	}
	return result;
}

/** A button's own subject before that of the message it was in. */
function subjectNamed({ input, repliedTo }: InboxItem, subjects: Map<string, string>): string {
	const tapped = input.kind === 'choice' ? decodeTap(input.payload)?.subject : undefined;
	return tapped || (repliedTo === undefined ? '' : (subjects.get(repliedTo) ?? ''));
}
