import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { importText } from './modules/organisations/import/import-text.ts';
import { listOrganisations } from './modules/organisations/index.ts';
import type { Clock } from './platform/clock.ts';
import { AppError } from './platform/errors.ts';
import type { NewId } from './platform/ids.ts';
import { log } from './platform/log.ts';

const DEMO_FOLDER = join(import.meta.dirname, '../demo');
/** A marketplace of trades, and a number that serves a bank and a hospital. */
const DEMO_FILES = ['douala.yaml', 'dakar.yaml'];

/** On the first start of a development machine: a believable Douala and Dakar to try everything with. Does nothing when an organisation is there. */
export async function createDemoData({ config, clock, newId }: { config: Config; clock: Clock; newId: NewId }): Promise<void> {
	if ((await listOrganisations()).length > 0) return;
	for (const file of DEMO_FILES) {
		const text = await readFile(join(DEMO_FOLDER, file), 'utf8');
		const result = await importText(text, file, async () => ({ clock, newId, carrier: carrierOf(config), demo: true }));
		if ('errors' in result) throw new AppError('import_invalid', result.errors.join('\n'));
		log.info('demo data created', { organisations: result.reports.map((report) => report.slug) });
	}
}

/** Who carries messages: the simulator, unless there is a Twilio account. */
export function carrierOf(config: Config): 'twilio' | 'simulator' {
	return config.twilio === undefined ? 'simulator' : 'twilio';
}
