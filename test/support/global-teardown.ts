import { closeTestRun, testRunDirectory } from './test-run.ts';

export default async function tearDown(): Promise<void> {
	await closeTestRun(testRunDirectory());
}
