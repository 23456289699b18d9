import { beforeEach, describe, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { OfferModel } from '../../../src/modules/dispatch/model.ts';
import { ProviderModel } from '../../../src/modules/providers/model.ts';
import { RequestModel } from '../../../src/modules/requests/model.ts';
import { TriageModel } from '../../../src/modules/support/triage-model.ts';
// The models of the rest of the program: their collections are made before the claimers come.
import '../../../src/modules/ops/index.ts';
import '../../../src/modules/support/index.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { insertRows } from '../../../src/platform/mongo/insert-rows.ts';
import { openWorld, request } from '../../integration/dispatch/world.ts';
import { useDatabase } from '../../support/database.ts';
import { aContact, freshSpine, ORG, type Spine } from '../../support/spine.ts';
import { CLAIMERS, PROCESSES, SLOW_MS, useClaimers } from './use-claimers.ts';

useDatabase();
const claimers = useClaimers();

/** Of one batch, each of whom taps fifty times. */
const PROVIDERS = 20;

let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

const eventsOf = (type: string) => EventModel.countDocuments({ org: ORG, type });
const winnersIn = (heard: Record<string, number>) => Object.keys(heard).filter((outcome) => outcome.startsWith('won'));
/** A conversation of the organisation `openWorld` makes, whose clients are nobody's. */
async function aConversation(changes: Parameters<typeof aContact>[1]): Promise<string> {
	await openWorld();
	await ContactModel.deleteMany({ org: ORG });
	return (await aContact(spine, changes))._id;
}

describe(`of ${CLAIMERS} claimers in ${PROCESSES} processes exactly one wins (I6): the capabilities`, () => {
	const race = (name: string, work: () => Promise<void>) => test(name, work, SLOW_MS);

	race('a request: one provider has it, the others are told', async () => {
		await openWorld({ providers: Array.from({ length: PROVIDERS }, (_, i) => `p${i}`), settings: { offer_batch: PROVIDERS } });
		const { _id } = await request();
		const heard = await claimers.race('offer');
		const [winner = '', ...others] = winnersIn(heard);
		expect(others).toEqual([]);
		// A second tap of the winner is the same success.
		expect(heard).toEqual({ [winner]: CLAIMERS / PROVIDERS, already_taken: CLAIMERS - CLAIMERS / PROVIDERS });
		const stored = await RequestModel.findOne({ _id, org: ORG }).lean();
		expect(winner).toBe(`won ${stored?.assigned?.offer}`);
		expect(stored?.history.filter((line) => line.to === 'provider_accepted')).toHaveLength(1);
		expect(await OfferModel.countDocuments({ org: ORG, status: 'accepted' })).toBe(1);
		expect(await eventsOf('offer.accepted')).toBe(1);
	});

	race('a provider’s last place: one job takes it', async () => {
		await openWorld({ providers: ['p0'] });
		expect(await claimers.race('job')).toEqual({ won: 1, full: CLAIMERS - 1 });
		expect((await ProviderModel.findOne({ org: ORG }).lean())?.activeJobs).toHaveLength(1);
	});

	race('request numbers: everybody has one of their own', async () => {
		const heard = await claimers.race('number');
		expect(Object.values(heard)).toEqual(Array.from({ length: CLAIMERS }, () => 1));
		const numbers = Object.keys(heard).map(Number);
		expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: CLAIMERS }, (_, i) => 1001 + i));
	});

	race('a conversation that waits for a person', async () => {
		await aConversation({ owner: 'human', ownerSince: spine.clock.now() });
		expect(await claimers.race('conversation')).toEqual({ won: 1, conflict: CLAIMERS - 1 });
		expect(await eventsOf('conversation.claimed')).toBe(1);
	});

	race('a conversation that is given back', async () => {
		const contact = await aConversation({ owner: 'human', ownerSince: spine.clock.now(), agent: 'awa' });
		await claimers.race('hand_back');
		expect(await eventsOf('conversation.handed_back')).toBe(1);
		expect(await InboxModel.countDocuments({ org: ORG, contact })).toBe(1);
	});

	race('a correction of how a conversation was sorted', async () => {
		const contact = await aConversation({ owner: 'human', ownerSince: spine.clock.now() });
		const label = <T>(value: T) => ({ value, source: 'local' as const, confidence: 0.7, evidence: [] });
		await insertRows(TriageModel, [
			{
				_id: spine.newId(),
				org: ORG,
				contact,
				at: spine.clock.now(),
				version: 1,
				sentiment: label('neutre' as const),
				category: label('autre' as const),
				urgency: label('basse' as const),
				summary: label('…'),
				danger: false,
				corrections: [],
			},
		]);
		await claimers.race('triage');
		expect((await TriageModel.findOne({ org: ORG }).lean())?.corrections).toHaveLength(1);
		expect(await eventsOf('conversation.triage_corrected')).toBe(1);
	});

	race('a dead letter that is tried again or given up', async () => {
		const { _id } = await aContact(spine);
		const input = { kind: 'message' as const, text: 'Bonjour' };
		const item = { org: ORG, contact: _id, source: 'dead', externalId: '1', input, correlationId: 'test' };
		await insertRows(InboxModel, [{ ...inboxItem(spine.newId(), spine.clock.now(), item), state: 'dead' as const, attempts: 3 }]);
		expect(await claimers.race('dead_letter')).toEqual({ won: 1, conflict: CLAIMERS - 1 });
		expect((await eventsOf('dead_letter.retried')) + (await eventsOf('dead_letter.dropped'))).toBe(1);
	});
});
