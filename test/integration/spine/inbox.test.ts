import { beforeEach, describe, expect, test } from '@jest/globals';
import { ensureContactByPhone } from '../../../src/conversation/contacts/ensure-by-phone.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { storeItem } from '../../../src/conversation/inbox/store-item.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { aContact, freshSpine, inbound, ORG, OUR_SMS, OUR_WHATSAPP, PHONE, type Spine } from '../../support/spine.ts';

useDatabase();
let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

const rows = () => InboxModel.find({ org: ORG }).sort({ _id: 1 }).lean();

describe('receive (I1, I2, X1)', () => {
	test('stores a message once, however often it is delivered at the same time', async () => {
		const results = await Promise.all(Array.from({ length: 20 }, () => spine.receive(inbound('SM1', 'bonjour'))));
		expect(results.filter((one) => !one.duplicate)).toHaveLength(1);
		expect(new Set(results.map((one) => one.contact?._id)).size).toBe(1);
		expect(await rows()).toHaveLength(1);
		expect(await ContactModel.countDocuments({ org: ORG })).toBe(1);
	});

	test('a redelivery changes nothing, not even the window', async () => {
		await spine.receive(inbound('SM1', 'bonjour', { profileName: 'Awa' }));
		const before = await ContactModel.findOne({ org: ORG }).lean();
		spine.clock.advance(60_000);
		await spine.receive(inbound('SM1', 'bonjour', { profileName: 'Awa D.' }));
		expect(await ContactModel.findOne({ org: ORG }).lean()).toEqual(before);
	});

	test('keeps the order of arrival of one address', async () => {
		await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text, i) => spine.receive(inbound(`SM${i}`, text))));
		expect((await rows()).map((row) => row.externalId)).toEqual(['SM0', 'SM1', 'SM2', 'SM3', 'SM4']);
	});

	test('many first messages at once, of many people, make one contact each', async () => {
		const phones = Array.from({ length: 10 }, (_, i) => `+23769000010${i}`);
		const messages = phones.flatMap((phone) =>
			[0, 1, 2].map((n) => inbound(`${phone}-${n}`, 'x', { phone, route: { ...inbound('', '').route, address: phone } })),
		);
		await Promise.all(messages.map((message) => spine.receive(message)));
		expect(await ContactModel.countDocuments({ org: ORG })).toBe(10);
		expect(await rows()).toHaveLength(30);
	});

	test('a message to an address of nobody is stored nowhere', async () => {
		const route = { ...inbound('', '').route, sender: '+10000000000' };
		expect(await spine.receive(inbound('SM1', 'x', { route }))).toEqual({ contact: null, duplicate: false, unknownSender: true });
		expect(await rows()).toHaveLength(0);
	});

	test('a name is kept up to date, cut to a sane length, and undefined fields are not stored', async () => {
		await spine.receive(inbound('SM1', 'x', { profileName: 'N'.repeat(500) }));
		const contact = await ContactModel.findOne({ org: ORG }).lean();
		expect(contact?.name).toHaveLength(100);
		expect(Object.keys(contact ?? {})).not.toContain('waUserId');
		await spine.receive(inbound('SM2', 'x', { profileName: '$now' }));
		expect((await ContactModel.findOne({ org: ORG }).lean())?.name).toBe('$now');
	});
});

describe('who a message is from', () => {
	const sms = { channel: 'sms' as const, carrier: 'twilio' as const, sender: OUR_SMS, address: PHONE };
	const hidden = { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP, address: 'CM.1A2B' };

	test('WhatsApp and SMS of one number are one contact', async () => {
		const one = await spine.receive(inbound('SM1', 'x'));
		const two = await spine.receive(inbound('SM2', 'x', { route: sms }));
		expect(two.contact?._id).toBe(one.contact?._id);
	});

	test('someone who hid their number and shows it later stays the same contact', async () => {
		const one = await spine.receive(inbound('SM1', 'x', { route: hidden, phone: undefined, waUserId: 'CM.1A2B' }));
		const two = await spine.receive(inbound('SM2', 'x', { waUserId: 'CM.1A2B' }));
		const three = await spine.receive(inbound('SM3', 'x'));
		expect(two.contact?._id).toBe(one.contact?._id);
		expect(three.contact?._id).toBe(one.contact?._id);
		expect(await ContactModel.findOne({ org: ORG }).lean()).toMatchObject({ phone: PHONE, waUserId: 'CM.1A2B' });
	});

	test('an imported provider who first wrote with a hidden number becomes one contact, with his waiting inputs', async () => {
		const reach = { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP };
		const provider = await ensureContactByPhone(spine, { org: ORG, phone: PHONE, provider: 'paul', reach });
		const stranger = await spine.receive(inbound('SM1', 'oui', { route: hidden, phone: undefined, waUserId: 'CM.1A2B' }));
		expect(stranger.contact?._id).not.toBe(provider._id);
		const known = await spine.receive(inbound('SM2', 'oui', { waUserId: 'CM.1A2B' }));
		expect(known.contact).toMatchObject({ _id: provider._id, provider: 'paul', waUserId: 'CM.1A2B' });
		expect((await rows()).map((row) => row.contact)).toEqual([provider._id, provider._id]);
		expect(await EventModel.find({ org: ORG }).lean()).toMatchObject([{ type: 'contact.merged', data: { from: stranger.contact?._id } }]);
	});

	test('a user id moves with a changed number', async () => {
		const one = await spine.receive(inbound('SM1', 'x', { waUserId: 'CM.1A2B' }));
		const two = await spine.receive(inbound('SM2', 'x', { phone: '+237690000009', waUserId: 'CM.1A2B' }));
		expect(two.contact?._id).not.toBe(one.contact?._id);
		const three = await spine.receive(inbound('SM3', 'x', { phone: undefined, waUserId: 'CM.1A2B' }));
		expect(three.contact?._id).toBe(two.contact?._id);
	});

	test('importing a person twice changes nothing', async () => {
		const reach = { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP };
		const person = { org: ORG, phone: PHONE, name: 'Paul', language: 'fr' as const, provider: 'paul', reach };
		const [one] = await Promise.all([0, 1, 2].map(() => ensureContactByPhone(spine, person)));
		spine.clock.advance(1000);
		expect(await ensureContactByPhone(spine, { ...person, language: 'en' })).toMatchObject({
			_id: one?._id,
			language: 'fr',
			updatedAt: one?.updatedAt,
		});
		expect(await ContactModel.countDocuments({ org: ORG })).toBe(1);
	});
});

test('the tenant guard refuses a query without an organisation (I8)', async () => {
	await expect(InboxModel.findOne({ contact: 'c' }).lean()).rejects.toThrow('does not name its organisation');
});

test('inputs that come at the same time are stored together, and a duplicate among them refuses nobody else', async () => {
	const contact = await aContact(spine);
	const item = (externalId: string) =>
		inboxItem(spine.newId(), spine.clock.now(), {
			org: ORG,
			contact: contact._id,
			source: 'twilio',
			externalId,
			input: { kind: 'message', text: externalId },
			correlationId: 'x',
		});
	expect(await Promise.all(['S1', 'S1', 'S2'].map((id) => storeItem(item(id))))).toEqual([true, false, true]);
	expect(await storeItem(item('S2'))).toBe(false);
	expect(await InboxModel.countDocuments({ org: ORG })).toBe(2);
});
