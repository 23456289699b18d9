import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { earlierFlows, findRelease } from '../../../src/conversation/flow/versions.ts';
import { EMPTY_SESSION } from '../../../src/conversation/session.ts';
import { useDatabase } from '../../support/database.ts';
import { openDesk } from '../support/desk.ts';

useDatabase();
const desk = openDesk();
beforeAll(() => desk.open());
beforeEach(() => desk.reset());
afterAll(() => desk.close());

const flows = loadFlows('flows');
const { version } = openBook(flows).latest('language')?.flow ?? { version: 0 };
const newer = flows.map((flow) => (flow.id === 'language' ? { ...flow, version: version + 1 } : flow));

/** Somebody to whom a newer program asked for their language, and who answers while this program, of before it, takes the turn. */
async function answers(text: string): Promise<string> {
	const [asks = ''] = Object.entries(flows.find(({ id }) => id === 'language')?.states ?? {}).find(([, state]) => 'ask' in state) ?? [];
	const frame = { flow: 'language', version: version + 1, state: asks, facts: {}, wrong: 0 };
	const id = await desk.person({ session: { ...EMPTY_SESSION, frames: [frame], askedAt: desk.clock.now() } });
	await desk.writes(id, text);
	await desk.drain(id, { book: openBook(flows), findRelease });
	return id;
}

test('a dialogue that a newer program began goes on in its version under an older one', async () => {
	await earlierFlows(newer, { clock: desk.clock, mayEdit: false });
	const id = await answers('ni l’un ni l’autre');
	expect((await desk.contact(id))?.session.frames).toMatchObject([{ flow: 'language', version: version + 1, wrong: 1 }]);
});

test('one whose version nobody has kept goes on in the version that is there', async () => {
	const id = await answers('ni l’un ni l’autre');
	expect((await desk.contact(id))?.session.frames).toMatchObject([{ flow: 'language', version, wrong: 1 }]);
});
