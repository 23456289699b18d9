import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { openBrowser } from '../../test/support/browser.ts';
import { type Deployment, deploy } from '../../test/support/deployment.ts';
import { closeTestRun, openTestRun, testRunDirectory } from '../../test/support/test-run.ts';

const ROOT = join(import.meta.dirname, '../..');
/** A README is read on phones too. */
const MOST_BYTES = 400_000;
const STEP_MS = 20_000;

export interface Picture {
	/** Where it goes: `docs/<name>.png`. */
	name: string;
	/** The demo that is loaded: `demo/<demo>.yaml`. */
	demo: string;
	/** What the program's clock and the pages show. */
	moment: Date;
	timezone: string;
	/** Lives in the pages what the picture shows; gives the picture, a PNG. */
	live(program: Deployment, context: BrowserContext): Promise<Buffer>;
}

/** Starts the real program with the demo at that moment, lives the picture in Chromium and writes it. */
export async function takePicture({ name, demo, moment, timezone, live }: Picture): Promise<void> {
	openTestRun();
	const offset = Math.round((moment.getTime() - Date.now()) / 1000);
	const program = await deploy({
		twilio: false,
		importFile: join(ROOT, `demo/${demo}.yaml`),
		environment: { CLOCK_OFFSET_SECONDS: String(offset) },
	});
	const browser = await openBrowser({ locale: 'fr-FR', timezoneId: timezone });
	try {
		browser.context.setDefaultTimeout(STEP_MS);
		const file = join(ROOT, `docs/${name}.png`);
		writeFileSync(file, await live(program, browser.context));
		const { size } = statSync(file);
		if (size > MOST_BYTES) throw new Error(`the picture has ${size} bytes`);
		process.stdout.write(`docs/${name}.png, ${size} bytes\n`);
	} catch (error) {
		process.stderr.write(program.logs());
		throw error;
	} finally {
		await browser.close();
		await program.close();
		await closeTestRun(testRunDirectory());
	}
}
