import { describe, expect, test } from '@jest/globals';
import { mergeContacts } from '../../../src/conversation/contacts/merge.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { erasePerson } from '../../../src/modules/erasure/erase-person.ts';
import type { PersonalData } from '../../../src/modules/module.ts';
import { BEN, ROSALIE, wordsOf } from './people.ts';
import { whereIs } from './rows.ts';
import { useWorld } from './world.ts';

const { complains, erase, house, idOf } = useWorld();

describe('what was said with somebody who is erased', () => {
	test('what comes for them afterwards is dropped blank', async () => {
		await complains('djobea', ROSALIE);
		const rosalie = await idOf('djobea', ROSALIE);
		expect((await erase('hortense', rosalie)).status).toBe(200);
		const { clock, newId, runScene, settle } = house();
		await runScene({ org: 'djobea', actor: { kind: 'system', id: 'test', source: 'test' }, correlationId: 'test' }, async (scene) =>
			scene.tell(rosalie, 'request.late', { request: '1001', problem: ROSALIE.problem }),
		);
		const late = newId();
		await InboxModel.create({
			_id: late,
			org: 'djobea',
			contact: rosalie,
			source: 'simulator',
			externalId: late,
			route: { channel: 'whatsapp', carrier: 'simulator', sender: '+14155238886', address: ROSALIE.phone },
			input: { kind: 'message', text: ROSALIE.complaint },
			state: 'pending',
			attempts: 0,
			notBefore: clock.now(),
			receivedAt: clock.now(),
			correlationId: 'test',
		});
		await settle();
		expect(await InboxModel.findOne({ _id: late, org: 'djobea' }).lean()).toMatchObject({ state: 'dropped', input: { text: '' } });
		expect(await whereIs(wordsOf(ROSALIE), ['djobea'])).toEqual([]);
	});

	test('what was broken off is finished by asking again, whatever came meanwhile', async () => {
		await complains('djobea', BEN);
		const crash: PersonalData = {
			kind: 'crash',
			blank: async () => {
				throw new Error('the process died');
			},
		};
		const { modules, runScene } = house();
		const parts = [...modules.flatMap(({ personalData }) => personalData), crash];
		const by = { kind: 'manager' as const, id: 'hortense', source: 'api' };
		const ben = await idOf('djobea', BEN);
		const asked = { org: 'djobea', reference: ben, reason: 'ordered' as const, by, correlationId: 'test' };
		await expect(erasePerson(runScene, parts, asked)).rejects.toThrow('the process died');
		expect(await house().contact('djobea', BEN.phone)).toMatchObject({ name: BEN.name });
		await house().writes('djobea', BEN.phone, BEN.name, BEN.complaint);

		expect((await erase('hortense', BEN.phone)).status).toBe(200);
		expect(await whereIs(wordsOf(BEN), ['djobea'])).toEqual([]);
	});

	test('what they were before they showed their number goes with it', async () => {
		const hidden = 'CM.1A2B3C4D5E6F';
		await house().writes('accueil', hidden, 'Clémence Abessolo', 'avez-vous des horaires le dimanche, demande Clémence');
		const number = '+237677000003';
		await house().writes('accueil', number, 'Clémence Abessolo', 'bonjour');
		const [keep, gone] = [
			await house().contact('accueil', number),
			await ContactModel.findOne({ org: 'accueil', waUserId: hidden }).lean(),
		];
		if (keep === null || gone === null) throw new Error('two contacts were expected');
		await mergeContacts(house(), { keep, gone });
		await house().settle();
		const words = ['Clémence', 'Abessolo', number.slice(1), hidden];
		expect((await whereIs(words, ['accueil'])).length).toBeGreaterThan(5);
		expect((await erase('host', number)).body).toMatchObject({ contact: keep._id, blanked: { contacts: 2 } });
		expect(await whereIs(words, ['accueil'])).toEqual([]);
	});
});
