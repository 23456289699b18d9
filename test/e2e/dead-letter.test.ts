import { expect } from '@jest/globals';
import { z } from 'zod';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';
import type { Phone } from '../twilio-emulator/phone.ts';
import { comeToSummary, requestByPhone } from './request-by-phone.ts';

const { story } = useDeployment({ roles: ['web', 'worker'] });

const Letters = z.object({
	items: z.array(
		z.looseObject({ id: z.string(), kind: z.string(), about: z.string(), contact: z.string(), attempts: z.int(), error: z.string() }),
	),
});

async function contactOf({ db }: Deployment, phone: Phone): Promise<string> {
	const row = await db.collection<{ _id: string; phone?: string }>('contacts').findOne({ phone: phone.address });
	if (row === null) throw new Error('no contact');
	return row._id;
}

/** From now on the database takes no request of this client, as a rule that nobody thought of would; null: of everybody again. */
async function refuseRequestsOf({ db }: Deployment, contact: string | null): Promise<void> {
	await db.command({ collMod: 'requests', validator: contact === null ? {} : { client: { $ne: contact } } });
}

/** A client comes to the last question, whose answer cannot be applied, and writes on at once. */
async function comeToGrief(deployment: Deployment, phone: Phone): Promise<{ contact: string; tap: Awaited<ReturnType<Phone['tap']>> }> {
	await comeToSummary(phone);
	const contact = await contactOf(deployment, phone);
	await refuseRequestsOf(deployment, contact);
	const tap = await phone.tap(/Oui, lancer/);
	await phone.send('aide');
	return { contact, tap };
}

async function lettersOf({ get }: Deployment): Promise<z.output<typeof Letters>['items']> {
	return Letters.parse(await get('/api/v1/ops/dead-letters')).items;
}

async function operate({ url, command }: Deployment, id: string, verb: 'retry' | 'drop'): Promise<number> {
	const token = (await command('token', '--role', 'manager', '--org', 'djobea', '--subject', 'marie')).trim();
	const response = await fetch(`${url}/api/v1/ops/dead-letters/${id}/${verb}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ reason: 'the rule is gone' }),
	});
	return response.status;
}

async function parkedInputs({ url }: Deployment): Promise<string | undefined> {
	return /palabre_dead_letters\{kind="input"\} (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
}

story('an input that fails three times is parked and seen, its lane goes on, and an operator has it done', async (deployment) => {
	const { twilio, idle, logs } = deployment;
	const client = twilio.phone('+237650000031');
	const { contact } = await comeToGrief(deployment, client);

	// Nobody else is held up meanwhile.
	await requestByPhone(twilio.phone('+237650000032'));
	await client.expects(/n'a pas marché de notre côté/);
	await client.expects(/Écrivez simplement/);

	const [letter, ...others] = await lettersOf(deployment);
	expect(others).toEqual([]);
	expect(letter).toMatchObject({ kind: 'input', about: 'choice', contact, attempts: 3, error: 'MongoBulkWriteError_121' });
	expect(await parkedInputs(deployment)).toBe('1');
	const said = () =>
		logs()
			.split('\n')
			.find((one) => one.includes('input parked after its last attempt'));
	await until(async () => said() !== undefined);
	expect(said()).toContain(letter?.id);
	expect(logs()).not.toContain(client.address);

	await refuseRequestsOf(deployment, null);
	expect(await operate(deployment, letter?.id ?? '', 'retry')).toBe(200);
	await client.expects(/Demande n° \d+ enregistrée/);
	await idle();
	expect(await lettersOf(deployment)).toEqual([]);
	expect(await parkedInputs(deployment)).toBe('0');
	expect(await deployment.db.collection('requests').countDocuments({ client: contact })).toBe(1);
});

story('what an operator drops is never done, also when the carrier brings it again', async (deployment) => {
	const { twilio, idle } = deployment;
	const client = twilio.phone('+237650000033');
	const { contact, tap } = await comeToGrief(deployment, client);
	await client.expects(/n'a pas marché de notre côté/);
	await client.expects(/Écrivez simplement/);
	await refuseRequestsOf(deployment, null);

	const [letter] = await lettersOf(deployment);
	expect(await operate(deployment, letter?.id ?? '', 'drop')).toBe(200);
	expect(await operate(deployment, letter?.id ?? '', 'retry')).toBe(409);
	expect((await twilio.redeliver(tap)).status).toBe(200);
	await client.send('aide');
	await client.expects(/Écrivez simplement/);
	await idle();
	expect(await lettersOf(deployment)).toEqual([]);
	expect(await deployment.db.collection('requests').countDocuments({ client: contact })).toBe(0);
});
