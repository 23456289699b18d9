import { beforeEach, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { lintSessions } from '../../../src/conversation/flow/lint-sessions.ts';
import { readFlows } from '../../../src/conversation/flow/load.ts';
import type { Flow } from '../../../src/conversation/flow/schema.ts';
import { earlierFlows, FlowVersionModel } from '../../../src/conversation/flow/versions.ts';
import { EMPTY_SESSION } from '../../../src/conversation/session.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';

useDatabase();
beforeEach(clearDatabase);

const NOW = new Date('2026-11-23T09:00:00Z');
const clock = { now: () => NOW };

/** The dialogue that these tests give another version, and its name as it is stored now. */
function requestAmong(flows: readonly Flow[]): { version: number; key: string } {
	const version = flows.find(({ id }) => id === 'request')?.version ?? 0;
	return { version, key: `request@${version}` };
}

async function sit(flow: string, version: number, state: string): Promise<void> {
	const contact = newContact({ _id: `${flow}-${version}-${state}`, org: 'djobea', reach: [] }, NOW);
	const session = { ...EMPTY_SESSION, frames: [{ flow, version, state, facts: {}, wrong: 0 }] };
	await ContactModel.insertMany([{ ...contact, session }]);
}

test('conversations on states that are gone are named, those that can go on are not', async () => {
	const { sources } = readFlows('flows');
	await sit('request', 1, 'confirm');
	await sit('request', 1, 'ask_colour');
	await sit('gone', 1, 'begin');
	const problems = await lintSessions(sources);
	expect(problems.map((problem) => problem.message)).toEqual([
		'1 sessions sit in gone, which is gone: they will be closed',
		'1 sessions sit on ask_colour of version 1: say in removed where they go',
	]);
});

test('a released version stays for those who are in it, and is never edited', async () => {
	const { sources } = readFlows('flows');
	const flows = sources.map((source) => source.flow);
	const { version, key } = requestAmong(flows);
	await earlierFlows(flows, { clock, mayEdit: false });
	const newer = flows.map((flow) => (flow.id === 'request' ? { ...flow, version: version + 1 } : flow));
	expect((await earlierFlows(newer, { clock, mayEdit: false })).map((flow) => `${flow.id}@${flow.version}`)).toEqual([key]);
	const edited = flows.map((flow) => (flow.id === 'request' ? { ...flow, title: 'Edited' } : flow));
	await expect(earlierFlows(edited, { clock, mayEdit: false })).rejects.toThrow(`${key} was released and has been edited`);
	// Where flows are being written, the new content is taken.
	await earlierFlows(edited, { clock, mayEdit: true });
	expect((await FlowVersionModel.findById(key).lean())?.source).toContain('"title":"Edited"');
});

test('what a newer program adds to a flow by itself is no edit', async () => {
	const flows = readFlows('flows').sources.map((source) => source.flow);
	const { key } = requestAmong(flows);
	await earlierFlows(flows, { clock, mayEdit: false });
	const stored = flows.find(({ id }) => id === 'request');
	// As a program wrote it that did not know of the key yet.
	const { removed: _, ...older } = stored ?? {};
	await FlowVersionModel.updateOne({ _id: key }, { $set: { source: JSON.stringify(older), hash: 'older' } });
	await expect(earlierFlows(flows, { clock, mayEdit: false })).resolves.toEqual([]);
	// What no program can read any more was another flow.
	await FlowVersionModel.updateOne({ _id: key }, { $set: { source: '{"id":"request"}', hash: 'older' } });
	await expect(earlierFlows(flows, { clock, mayEdit: false })).rejects.toMatchObject({ code: 'flow_invalid' });
});
