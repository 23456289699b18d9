import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Audit, audit } from './audit/auditor.ts';
import { type CampaignRun, runCampaign } from './campaign.ts';
import { planOf, SHORT } from './plan.ts';
import { reportOf } from './report.ts';

/** The gate runs the same campaign every time; the long one draws its seed. Set FAULTS_SEED to replay what that found. */
const seed = Number(process.env.FAULTS_SEED ?? 8);
const SLOW_MS = 480_000;

let directory = '';
let run: CampaignRun;
let verdict: Audit;

/** A small campaign of faults against the real program (README.md); the long one is `npm run faults`. */
describe(`the program under faults, seed ${seed}`, () => {
	beforeAll(async () => {
		directory = mkdtempSync(join(tmpdir(), 'palabre-faults-'));
		run = await runCampaign(planOf(seed, SHORT), { directory, say: () => undefined });
		verdict = await audit(run.evidence, run.db);
		const sound = verdict.checks.every(({ violations }) => violations.length === 0);
		if (!sound) process.stdout.write(reportOf(run.evidence, verdict));
	}, SLOW_MS);

	afterAll(async () => {
		await run?.close();
		rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	});

	test('was killed and hurt as planned', () => {
		const { kills } = run.evidence;
		expect(kills.web + kills.worker).toBeGreaterThan(SHORT.kills);
		expect(kills.mongo).toBe(SHORT.mongoKills);
		expect(verdict.figures.webhooks_repeated).toBeGreaterThan(0);
		expect(verdict.figures.sends_unknown).toBeGreaterThan(0);
	});

	test.each(['I1', 'I2', 'I3', 'I4', 'I5', 'order out', 'I6', 'I7', 'history', 'answers', 'person', 'crossed', 'stories'])(
		'holds: %s',
		(id) => {
			const found = verdict.checks.find((one) => one.id === id);
			expect(found?.violations).toEqual([]);
			expect(found?.checked).toBeGreaterThan(0);
		},
	);

	test('lost nothing and doubled nothing', () => {
		expect(verdict.losses).toBe(0);
		expect(verdict.doubles).toEqual([]);
	});
});
