import { createHash } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import { type Flow, flowSchema } from './schema.ts';

/** A released version of a flow, kept as long as a session may be pinned to it (I11). */
interface FlowVersion {
	/** `<flow>@<version>` */
	_id: string;
	hash: string;
	/** The flow as written, JSON. */
	source: string;
	releasedAt: Date;
}

const schema = new Schema<FlowVersion>({
	_id: { type: String, required: true },
	hash: { type: String, required: true },
	source: { type: String, required: true },
	releasedAt: { type: Date, required: true },
});

/** Flows are the program's own, the same for every organisation. */
export const FlowVersionModel = defineModel<FlowVersion>('FlowVersion', schema, { collection: 'flow_versions', tenant: false });

/**
 * Records the released flows and gives the earlier versions that sessions may still be in. A released version that was edited is refused
 * with `flow_invalid`: a new version number is the way (I11); in development (`mayEdit`) it replaces the old one.
 */
export async function earlierFlows(released: Flow[], options: { clock: Clock; mayEdit: boolean }): Promise<Flow[]> {
	for (const flow of released) await record(flow, options);
	const current = new Set(released.map(idOf));
	const rows = await FlowVersionModel.find().lean();
	return rows.filter((row) => !current.has(row._id)).flatMap(read);
}

async function record(flow: Flow, { clock, mayEdit }: { clock: Clock; mayEdit: boolean }): Promise<void> {
	const source = JSON.stringify(flow);
	const hash = createHash('sha256').update(source).digest('hex');
	const known = await FlowVersionModel.findById(idOf(flow)).lean();
	if (known?.hash === hash) return;
	if (known !== null && !mayEdit)
		throw new AppError('flow_invalid', `${idOf(flow)} was released and has been edited since: give it a new version`);
	try {
		await FlowVersionModel.updateOne({ _id: idOf(flow) }, { $set: { hash, source, releasedAt: clock.now() } }, { upsert: true });
	} catch (error) {
		// Two processes that start together record the same flow.
		if (!isDuplicate(error)) throw error;
	}
}

/** A version written by an older program may no longer be readable: its sessions are then moved by the newest flow's rule. */
function read(row: FlowVersion): Flow[] {
	const parsed = flowSchema.safeParse(JSON.parse(row.source));
	if (!parsed.success) log.warn('an earlier flow version cannot be read any more', { flow: row._id });
	return parsed.success ? [parsed.data] : [];
}

function idOf(flow: Flow): string {
	return `${flow.id}@${flow.version}`;
}
