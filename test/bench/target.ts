/** A target of the issue and what was measured. */
export interface Target {
	what: string;
	wanted: string;
	measured: number;
	met: boolean;
}

export function atLeast(what: string, measured: number, least: number): Target {
	return { what, wanted: `≥ ${least}`, measured, met: measured >= least };
}

export function atMost(what: string, measured: number, most: number): Target {
	return { what, wanted: `≤ ${most}`, measured, met: measured <= most };
}
