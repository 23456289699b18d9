import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from './audit/auditor.ts';
import { readRecords } from './audit/records.ts';
import { runCampaign } from './campaign.ts';
import { FULL, planOf, SHORT } from './plan.ts';
import { reportOf } from './report.ts';

const { values } = parseArgs({
	options: {
		short: { type: 'boolean', default: false },
		seed: { type: 'string' },
		out: { type: 'string', default: 'data/faults' },
		// On a busy machine: how long the stories may take at most.
		minutes: { type: 'string' },
	},
});

const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
const size = values.short ? SHORT : FULL;
const plan = planOf(seed, values.minutes === undefined ? size : { ...size, latestMs: Number(values.minutes) * 60_000 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const directory = mkdtempSync(join(tmpdir(), 'palabre-faults-'));
say(`seed ${seed} (npm run faults -- ${values.short ? '--short ' : ''}--seed ${seed} replays it)`);

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(name, () => {
		say(`ended by ${name}`);
		process.exit(1);
	});
}

const run = await runCampaign(plan, { directory, say });
let sound = false;
try {
	const verdict = await audit(run.evidence, run.db);
	sound = verdict.checks.every(({ violations }) => violations.length === 0);
	say(reportOf(run.evidence, verdict));
	mkdirSync(values.out, { recursive: true });
	const file = join(values.out, `${values.short ? 'short' : 'full'}-${seed}.json`);
	const { sent: _sent, posted: _posted, logs, shown: _shown, ...kept } = run.evidence;
	writeFileSync(file, JSON.stringify({ at: new Date(Date.now()).toISOString(), ...verdict, ...kept }, null, '\t'));
	writeFileSync(file.replace(/json$/, 'log'), logs.join('\n'));
	// What was violated is looked for in the rows.
	if (!sound) writeFileSync(file.replace(/json$/, 'rows.json'), JSON.stringify(await readRecords(run.db)));
	say(`${sound ? 'Sound' : 'NOT SOUND'}. Details: ${file}`);
} finally {
	await run.close();
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exitCode = sound ? 0 : 1;
