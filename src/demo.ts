import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Config } from './config.ts';
import { importText } from './modules/organisations/import/import-text.ts';
import { listOrganisations } from './modules/organisations/index.ts';
import type { Clock } from './platform/clock.ts';
import { AppError } from './platform/errors.ts';
import type { NewId } from './platform/ids.ts';
import { log } from './platform/log.ts';

const DEMO_FILE = join(import.meta.dirname, '../demo/douala.yaml');

/** On the first start of a development machine: a believable Douala to try everything with. Does nothing when an organisation is there. */
export async function createDemoData({ config, clock, newId }: { config: Config; clock: Clock; newId: NewId }): Promise<void> {
	if ((await listOrganisations()).length > 0) return;
	const text = await readFile(DEMO_FILE, 'utf8');
	const result = await importText(text, basename(DEMO_FILE), async () => ({ clock, newId, carrier: carrierOf(config), demo: true }));
	if ('errors' in result) throw new AppError('import_invalid', result.errors.join('\n'));
	log.info('demo data created', { organisations: result.reports.map((report) => report.slug) });
}

/** Who carries messages: the simulator, unless there is a Twilio account. */
export function carrierOf(config: Config): 'twilio' | 'simulator' {
	return config.twilio === undefined ? 'simulator' : 'twilio';
}
