import { closeDeadTestRuns, openTestRun } from './test-run.ts';

export default async function setUp(): Promise<void> {
	await closeDeadTestRuns();
	openTestRun();
}
