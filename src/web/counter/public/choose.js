import { el } from './design/dom.js';
import { nameIn, t } from './design/texts.js';

/** The counters of the agent's branches, and who is at them. */
export function drawChoice(list, counters, choose) {
	const branches = new Map(counters.map((counter) => [counter.branch.id, counter.branch]));
	list.replaceChildren(
		...[...branches.values()].map((branch) =>
			branchPart(
				branch,
				counters.filter((one) => one.branch.id === branch.id),
				choose,
			),
		),
	);
	if (counters.length === 0) list.append(el('p', {}, t('no_counters')));
}

function branchPart(branch, counters, choose) {
	return el(
		'section',
		{},
		el('h2', {}, nameIn(branch.label)),
		...counters.map((counter) => {
			const state =
				counter.state === 'closed' ? t('counter_closed') : t(`counter_${counter.state}`, { name: counter.agent?.name ?? t('somebody') });
			const button = el(
				'button',
				{ type: 'button', class: 'button button-wide place-button' },
				el('strong', {}, nameIn(counter.label)),
				el('span', {}, counter.mine && counter.state !== 'closed' ? t('counter_mine') : state),
			);
			button.addEventListener('click', () => choose(counter.id));
			return button;
		}),
	);
}
