import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { type FlowFixture, type PlayedFixture, playFixture } from '../../support/flow-fixture.ts';

const FOLDER = path.resolve('test/fixtures/flows');
/** `UPDATE_FIXTURES=1 npm test -- flow-fixtures` rewrites the expected outputs; read the difference before you commit it. */
const UPDATE = process.env.UPDATE_FIXTURES === '1';

const book = openBook(loadFlows('flows'));
const texts = loadTexts('locales');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const played: PlayedFixture[] = [];

function play(file: string): { fixture: FlowFixture; result: PlayedFixture } {
	const fixture: FlowFixture = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
	const result = playFixture(fixture, book, texts, (text, context) => localUnderstand(text, context));
	played.push(result);
	return { fixture, result };
}

describe('chats as data', () => {
	test.each(files)('%s', (file) => {
		const { fixture, result } = play(file);
		if (UPDATE) {
			const chat = fixture.chat.map((line, index) => ({ ...line, out: result.outputs[index] }));
			writeFileSync(path.join(FOLDER, file), `${JSON.stringify({ ...fixture, chat }, null, '\t')}\n`);
			return;
		}
		expect(result.outputs).toEqual(fixture.chat.map((line) => line.out));
	});
});

describe('nothing is without a fixture', () => {
	test('every flow is lived', () => {
		const lived = new Set(played.flatMap((one) => [...one.flows]));
		expect(
			book
				.all()
				.map(({ flow }) => flow.id)
				.filter((id) => !lived.has(id) && id !== 'manager'),
		).toEqual([]);
	});

	test('every command a flow runs is run', () => {
		const ran = new Set(played.flatMap((one) => [...one.commands]));
		const named = book.all().flatMap(({ flow }) => Object.values(flow.states).flatMap((state) => ('run' in state ? [state.run] : [])));
		expect([...new Set(named)].filter((name) => !ran.has(name))).toEqual([]);
	});

	test('every effect is asked for', () => {
		const asked = new Set(played.flatMap((one) => [...one.effects]));
		const kinds = ['say', 'ask', 'command', 'handover', 'language', 'opt_out', 'withdraw', 'relay', 'end'];
		expect(kinds.filter((kind) => !asked.has(kind))).toEqual([]);
	});

	test('every notice is heard', () => {
		const heard = new Set(files.flatMap((file) => readFixture(file).chat.flatMap((line) => ('notice' in line.in ? [line.in.notice] : []))));
		const named = book.all().flatMap(({ flow }) => Object.keys(flow.notices));
		expect(named.filter((type) => !heard.has(type))).toEqual([]);
	});
});

function readFixture(file: string): FlowFixture {
	return JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
}
