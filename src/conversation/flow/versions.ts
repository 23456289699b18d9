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
 * with `flow_invalid`: a new version number is the way (I11), and the program does not start with it; in development (`mayEdit`) it
 * replaces the old one, with a warning. What only the program has added to a flow since (the default of a new key) is no edit.
 */
export async function earlierFlows(released: Flow[], options: { clock: Clock; mayEdit: boolean }): Promise<Flow[]> {
	for (const flow of released) await record(flow, options);
	const current = new Set(released.map(idOf));
	const rows = await FlowVersionModel.find().lean();
	return rows.filter((row) => !current.has(row._id)).flatMap(read);
}

/** One released version, which may be newer than this program's own; null when it is not kept or this program cannot read it. */
export async function findRelease(id: string, version: number): Promise<Flow | null> {
	const row = await FlowVersionModel.findById(`${id}@${version}`).lean();
	return row === null ? null : (read(row)[0] ?? null);
}

async function record(flow: Flow, { clock, mayEdit }: { clock: Clock; mayEdit: boolean }): Promise<void> {
	const source = JSON.stringify(flow);
	const hash = createHash('sha256').update(source).digest('hex');
	const known = await FlowVersionModel.findById(idOf(flow)).lean();
	if (known?.hash === hash) return;
	if (known !== null && !isSame(known, source)) {
		if (!mayEdit) throw new AppError('flow_invalid', `${idOf(flow)} was released and has been edited since: give it a new version`);
		log.warn('a flow was edited without a new version: sessions in it go on with the new content', { flow: idOf(flow) });
	}
	try {
		await FlowVersionModel.updateOne({ _id: idOf(flow) }, { $set: { hash, source, releasedAt: clock.now() } }, { upsert: true });
	} catch (error) {
		// Two processes that start together record the same flow.
		if (!isDuplicate(error)) throw error;
	}
}

/** Whether a stored flow, read by this program, is this one. */
function isSame(known: FlowVersion, source: string): boolean {
	const parsed = flowSchema.safeParse(JSON.parse(known.source));
	return parsed.success && JSON.stringify(parsed.data) === source;
}

/** A version written by another program may not be readable: its sessions are then moved by this one's rule. */
function read(row: FlowVersion): Flow[] {
	const parsed = flowSchema.safeParse(JSON.parse(row.source));
	if (!parsed.success) log.warn('a released flow version cannot be read', { flow: row._id });
	return parsed.success ? [parsed.data] : [];
}

function idOf(flow: Flow): string {
	return `${flow.id}@${flow.version}`;
}
