import { beforeEach, describe, expect, test } from '@jest/globals';
import { claimOutboxLane, releaseOutboxLane } from '../../../src/channels/outbox/lane.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { claimContact } from '../../../src/conversation/lane/claim-contact.ts';
import { useDatabase } from '../../support/database.ts';
import { aContact, freshSpine, ORG, type Spine } from '../../support/spine.ts';

useDatabase();
let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

const HALF_MINUTE = 30_000;
const OWNERS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('claims that come at the same moment are taken together, and stay claims', () => {
	test('of one outbox one wins; others are not in the way; a held one stays held', async () => {
		const now = spine.clock.now();
		const held = await claimOutboxLane(ORG, 'held', 'before', now);
		expect(held).toEqual({ pace: null });
		const claims = await Promise.all([
			...OWNERS.map((owner) => claimOutboxLane(ORG, 'wanted', owner, now)),
			claimOutboxLane(ORG, 'held', 'x', now),
			claimOutboxLane(ORG, 'free', 'y', now),
		]);
		expect(claims.slice(0, OWNERS.length).filter((one) => one !== null)).toHaveLength(1);
		expect(claims.slice(OWNERS.length)).toEqual([null, { pace: null }]);
	});

	test('the pace that was left is given back, and a claim does not renew it', async () => {
		const counted = spine.clock.now();
		for (const contact of ['1', '2', '3']) {
			await claimOutboxLane(ORG, contact, 'first', counted);
			await releaseOutboxLane(ORG, contact, 'first', { tokens: 2.5, at: counted });
		}
		spine.clock.advance(1_000);
		const again = await Promise.all(['1', '2', '3'].map((contact) => claimOutboxLane(ORG, contact, 'second', spine.clock.now())));
		expect(again).toEqual(Array.from({ length: 3 }, () => ({ pace: { tokens: 2.5, at: counted } })));
	});

	test('of one contact one turn wins, until its lease ends', async () => {
		const contacts = await Promise.all([0, 1, 2].map((nth) => aContact(spine, { phone: `+23769000000${nth}` })));
		const item = (contact: string) =>
			inboxItem(spine.newId(), spine.clock.now(), {
				org: ORG,
				contact,
				source: 'agent',
				externalId: spine.newId(),
				input: { kind: 'domain', type: 'x', data: {} },
				correlationId: 'x',
			});
		const all = () =>
			Promise.all(
				contacts.flatMap(({ _id }) =>
					OWNERS.map((owner) =>
						claimContact(item(_id), { owner: `${_id} ${owner} ${spine.newId()}`, now: spine.clock.now(), holds: false }),
					),
				),
			);
		const won = (await all()).flatMap((row) => row ?? []);
		expect(new Set(won.map(({ _id }) => _id)).size).toBe(3);
		expect(won).toHaveLength(3);
		for (const row of won) expect(row.lease.owner).toMatch(row._id);
		expect((await all()).every((row) => row === null)).toBe(true);
		spine.clock.advance(HALF_MINUTE);
		const later = (await all()).flatMap((row) => row ?? []);
		expect(later.map(({ lanePast }) => typeof lanePast?.owner)).toEqual(['string', 'string', 'string']);
	});
});
