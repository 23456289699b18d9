import type { Flow, StateDefinition } from './schema.ts';

/** One way out of a state, for lint, drawing and path tests. */
export interface Link {
	from: string;
	to: string;
	/** What makes it: a choice, an answer, an outcome… */
	label: string;
	/** Taken without waiting for anybody. */
	automatic: boolean;
	path: (string | number)[];
	say?: string;
}

/** Every transition of a flow's states. */
export function linksOf(flow: Flow): Link[] {
	return Object.entries(flow.states).flatMap(([name, state]) =>
		linksFrom(name, state).map((link) => ({ ...link, from: name, path: ['states', name, ...link.path] })),
	);
}

/** The states a flow can be entered at: entries, notices, and its first state (menus and calls). */
export function entryStates(flow: Flow): { to: string; label: string; path: (string | number)[] }[] {
	const notices = Object.entries(flow.notices).flatMap(([type, list]) =>
		list.flatMap((notice) => [
			...(notice.enter === undefined ? [] : [{ to: notice.enter, label: type, path: ['notices', type] }]),
			...notice.choices.map((choice) => ({ to: choice.to, label: `${type}: ${choice.id}`, path: ['notices', type] })),
		]),
	);
	const entries = flow.entries.map((entry, index) => ({
		to: entry.to,
		label:
			entry.intents.join(', ') ||
			entry.keywords ||
			entry.inputs.join(', ') ||
			entry.replies.join(', ') ||
			entry.tells.join(', ') ||
			entry.hints.join(', ') ||
			(entry.code ? 'code' : ''),
		path: ['entries', index],
	}));
	const first = Object.keys(flow.states)[0];
	const resume = flow.draft === undefined ? [] : [{ to: flow.draft.resume, label: 'draft', path: ['draft'] }];
	return [...(first === undefined ? [] : [{ to: first, label: 'begin', path: ['states'] }]), ...entries, ...resume, ...notices];
}

function linksFrom(_name: string, state: StateDefinition): Omit<Link, 'from'>[] {
	if ('ask' in state) {
		return [
			...state.skip.map((move, index) => ({ to: move.to, label: 'known', automatic: true, path: ['skip', index], say: move.say })),
			...state.choices.map((choice, index) => ({
				to: choice.to,
				label: choice.id,
				automatic: false,
				path: ['choices', index],
				say: choice.say,
			})),
			...(state.choice ?? []).map((move) => ({ to: move.to, label: 'pick', automatic: false, path: ['choice'], say: move.say })),
			...state.answers.map((answer, index) => ({
				to: answer.to,
				label: answerLabel(answer),
				automatic: false,
				path: ['answers', index],
				say: answer.say,
			})),
		];
	}
	if ('run' in state) {
		return Object.entries(state.then).flatMap(([outcome, moves]) =>
			moves.map((move) => ({ to: move.to, label: outcome, automatic: false, path: ['then', outcome], say: move.say })),
		);
	}
	if ('decide' in state)
		return state.decide.map((move, index) => ({
			to: move.to,
			label: move.when === undefined ? 'else' : 'when',
			automatic: true,
			path: ['decide', index],
			say: move.say,
		}));
	if ('call' in state) return [{ to: state.then, label: `after ${state.call}`, automatic: false, path: ['then'] }];
	if ('language' in state) return [{ to: state.then, label: '', automatic: true, path: ['then'] }];
	if ('handover' in state || 'end' in state) return [];
	return [{ to: state.then, label: '', automatic: true, path: ['then'] }];
}

function answerLabel(answer: Record<string, unknown>): string {
	if (typeof answer.slot === 'string') return answer.slot;
	if (typeof answer.intent === 'string') return answer.intent;
	if ('text' in answer) return 'words';
	return 'location' in answer ? 'pin' : 'file';
}
