import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { ContactModel } from '../contacts/model.ts';
import type { FlowProblem, FlowSource } from './load.ts';
import { FlowVersionModel } from './versions.ts';

interface Seat {
	_id: { flow: string; version: number; state: string };
	count: number;
}

/**
 * Sessions that would be closed by the flows as they now are: they sit on a state that is gone, in a version nobody keeps, and the flow's
 * `removed` does not say where they go (I11).
 */
export async function lintSessions(sources: readonly FlowSource[]): Promise<FlowProblem[]> {
	const kept = new Set((await FlowVersionModel.find({}, { _id: 1 }).lean()).map((row) => row._id));
	const seats = await ContactModel.aggregate<Seat>(
		[
			{ $match: { 'session.frames.0': { $exists: true } } },
			{ $unwind: '$session.frames' },
			{
				$group: {
					_id: { flow: '$session.frames.flow', version: '$session.frames.version', state: '$session.frames.state' },
					count: { $sum: 1 },
				},
			},
			{ $sort: { _id: 1 } },
		],
		ACROSS_ORGANISATIONS,
	);
	return seats.flatMap(({ _id: { flow, version, state }, count }) => {
		const source = sources.find((one) => one.flow.id === flow);
		if (source === undefined)
			return [{ file: 'flows', line: 1, message: `${count} sessions sit in ${flow}, which is gone: they will be closed` }];
		const here = source.flow.states[state] !== undefined || source.flow.removed[state] !== undefined;
		const pinned = version !== source.flow.version && kept.has(`${flow}@${version}`);
		if (here || pinned) return [];
		return [
			{
				file: source.file,
				line: source.lineOf(['states']),
				message: `${count} sessions sit on ${state} of version ${version}: say in removed where they go`,
			},
		];
	});
}
