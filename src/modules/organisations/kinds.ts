/** What follows from what an organisation is, where it does not say otherwise itself. */

export const ORGANISATION_KINDS = ['marketplace', 'bank', 'hospital', 'administration', 'other'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What an organisation subscribed to; `monthly` in francs. */
export interface Plan {
	name: OrganisationKind;
	monthly: number;
}

/** Francs a month by kind of organisation (spec/5, business model). */
const MONTHLY: Record<OrganisationKind, number> = { marketplace: 0, bank: 75_000, hospital: 50_000, administration: 25_000, other: 0 };

/** Nobody pays to pass before the sick, nor before citizens: there, only the law gives a priority. */
const PAID_PRIORITY: Record<OrganisationKind, boolean> = {
	marketplace: true,
	bank: true,
	hospital: false,
	administration: false,
	other: true,
};

/** The plan of a name at its usual price. */
export function planOf(name: OrganisationKind): Plan {
	return { name, monthly: MONTHLY[name] };
}

/** Whether priority may be sold when the organisation says nothing about it. */
export function sellsPriority(kind: OrganisationKind): boolean {
	return PAID_PRIORITY[kind];
}
