import { entryStates, linksOf } from './links.ts';
import type { Flow, StateDefinition } from './schema.ts';

/** The page with one Mermaid diagram per flow; `flows draw` keeps it in step with the flows. */
export function drawFlows(flows: Flow[]): string {
	const head = '# The dialogues\n\nDrawn from the files beside this page by `npm run -s flows -- draw`; do not edit.\n';
	return `${[head, ...flows.map(drawFlow)].join('\n')}`;
}

function drawFlow(flow: Flow): string {
	const starts = unique(entryStates(flow).map(({ to, label }) => `  [*] --> ${to}${label === '' ? '' : ` : ${clean(label)}`}`));
	const links = unique(linksOf(flow).map(({ from, to, label }) => `  ${from} --> ${to}${label === '' ? '' : ` : ${clean(label)}`}`));
	const notes = Object.entries(flow.states).map(([name, state]) => `  ${name} : ${clean(describe(name, state))}`);
	const ends = Object.entries(flow.states).flatMap(([name, state]) => ('end' in state || 'handover' in state ? [`  ${name} --> [*]`] : []));
	return `\n## ${flow.id} (version ${flow.version})\n\n${flow.title}\n\n\`\`\`mermaid\nstateDiagram-v2\n${[...notes, ...starts, ...links, ...ends].join('\n')}\n\`\`\`\n`;
}

function describe(name: string, state: StateDefinition): string {
	if ('ask' in state) return `${name} ? ${state.ask}`;
	if ('run' in state) return `${name} runs ${state.run}`;
	if ('call' in state) return `${name} calls ${state.call}`;
	if ('handover' in state) return `${name} hands over`;
	if ('language' in state) return `${name} sets the language`;
	if ('decide' in state) return `${name} decides`;
	return state.say === undefined ? name : `${name} says ${state.say}`;
}

function clean(label: string): string {
	return label.replace(/[:;#]/g, ' ').replace(/\s+/g, ' ').trim();
}

function unique(lines: string[]): string[] {
	return [...new Set(lines)];
}
