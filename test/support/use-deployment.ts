import { afterAll, beforeAll, test } from '@jest/globals';
import { type Deployment, type DeploymentOptions, deploy } from './deployment.ts';
import { STORY_MS } from './patience.ts';

const START_MS = 300_000;

type Live<More extends unknown[]> = (deployment: Deployment, ...more: More) => Promise<void>;

/** A test that gets the running program. */
export interface Story {
	(name: string, live: Live<[]>): void;
	/** One test for each value; `%s` in the name is the value. */
	each(values: readonly string[]): (name: string, live: Live<[value: string]>) => void;
}

/**
 * Gives the tests of a file the real program, started before the first and ended after the last. When a story fails, the error ends with
 * what the processes said.
 */
export function useDeployment(options: DeploymentOptions = {}): { story: Story } {
	let deployment: Deployment | undefined;
	beforeAll(async () => {
		deployment = await deploy(options);
	}, START_MS);
	afterAll(() => deployment?.close());

	async function run(live: Live<[]>): Promise<void> {
		if (deployment === undefined) throw new Error('the program did not start');
		try {
			await live(deployment);
		} catch (error) {
			if (error instanceof Error) error.message += `\n\n${deployment.logs()}`;
			throw error;
		}
	}
	const story = (name: string, live: Live<[]>): void => test(name, () => run(live), STORY_MS);
	story.each = (values: readonly string[]) => (name: string, live: Live<[string]>) =>
		test.each(values)(name, (value) => run((running) => live(running, value)), STORY_MS);
	return { story };
}
