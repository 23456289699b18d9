import { afterAll, beforeAll, test } from '@jest/globals';
import { type Deployment, type DeploymentOptions, deploy } from './deployment.ts';

const START_MS = 300_000;
const STORY_MS = 90_000;

/**
 * Gives the tests of a file the real program, started before the first and ended after the last. `story` is a test that gets it; when it
 * fails, the error ends with what the processes and the phones said.
 */
export function useDeployment(options: DeploymentOptions = {}): {
	story(name: string, live: (deployment: Deployment) => Promise<void>): void;
} {
	let deployment: Deployment | undefined;
	beforeAll(async () => {
		deployment = await deploy(options);
	}, START_MS);
	afterAll(() => deployment?.close(), 60_000);
	return {
		story: (name, live) =>
			test(
				name,
				async () => {
					if (deployment === undefined) throw new Error('the program did not start');
					try {
						await live(deployment);
					} catch (error) {
						if (error instanceof Error) error.message += `\n\n${deployment.logs()}`;
						throw error;
					}
				},
				STORY_MS,
			),
	};
}
