import { describe, expect, test } from '@jest/globals';
import type { SimulatorMessage } from '../../../src/channels/simulator/model.ts';
import { fixtureInputs } from '../../../src/web/simulator/fixture.ts';

const bubble = (id: string, direction: 'in' | 'out', rest: Partial<SimulatorMessage>): SimulatorMessage => ({
	_id: id,
	org: 'djobea',
	channel: 'whatsapp',
	sender: '+14155238886',
	address: '+237671234567',
	direction,
	kind: 'text',
	text: '',
	form: 'none',
	choices: [],
	listButton: '',
	media: [],
	status: 'read',
	at: new Date('2026-11-21T08:00:00Z'),
	...rest,
});

describe('a chat as a fixture', () => {
	test('puts under each input what was shown after it', () => {
		const inputs = fixtureInputs([
			bubble('1', 'in', { text: 'Bonjour' }),
			bubble('2', 'out', { text: 'C’est pour quand ?', form: 'buttons', choices: [{ payload: 'p1', label: 'Maintenant' }] }),
			bubble('3', 'in', { kind: 'choice', text: 'Maintenant', payload: 'p1', repliedTo: '2' }),
			bubble('4', 'out', { text: 'Où ?' }),
			bubble('5', 'out', { text: 'Une photo aide.' }),
		]);
		expect(inputs).toEqual([
			{ at: '2026-11-21T08:00:00.000Z', kind: 'text', text: 'Bonjour', outputs: [{ text: 'C’est pour quand ?', choices: ['Maintenant'] }] },
			{
				at: '2026-11-21T08:00:00.000Z',
				kind: 'choice',
				text: 'Maintenant',
				payload: 'p1',
				repliedTo: '2',
				outputs: [
					{ text: 'Où ?', choices: [] },
					{ text: 'Une photo aide.', choices: [] },
				],
			},
		]);
	});

	test('opens with an unasked message under a domain input', () => {
		const inputs = fixtureInputs([bubble('1', 'out', { text: 'Nouvelle demande' })]);
		expect(inputs).toEqual([{ at: '2026-11-21T08:00:00.000Z', kind: 'domain', outputs: [{ text: 'Nouvelle demande', choices: [] }] }]);
	});

	test('keeps photos and pins', () => {
		const [photo, pin] = fixtureInputs([
			bubble('1', 'in', { kind: 'media', media: [{ file: 'f1', contentType: 'image/png' }] }),
			bubble('2', 'in', { kind: 'location', location: { latitude: 4.05, longitude: 9.7 } }),
		]);
		expect(photo).toMatchObject({ kind: 'media', media: [{ contentType: 'image/png' }] });
		expect(pin).toMatchObject({ kind: 'location', location: { latitude: 4.05, longitude: 9.7 } });
	});
});
