import type { Reading } from '../../src/understanding/reading.ts';

/** What understanding gives for a text that says nothing to it. */
export const NOTHING_READ: Reading = {
	intent: null,
	alternatives: [],
	slots: {},
	found: {},
	sentiment: 'neutre',
	urgency: 'basse',
	category: null,
	wants_human: false,
	danger: false,
	language: 'fr',
	confidence: 0,
	source: 'none',
	evidence: [],
};
