import type { OrganisationKind } from '../kinds.ts';

/** What people call a house of a kind, folded: "la banque" means each bank there is. */
export const KIND_WORDS: Partial<Record<OrganisationKind, readonly string[]>> = {
	bank: ['banque', 'banques', 'bank', 'bank bi'],
	hospital: ['hopital', 'hopitaux', 'hospital', 'clinique', 'clinic', 'centre de sante', 'poste de sante', 'dispensaire', 'loppitaan'],
	administration: ['administration', 'mairie', 'prefecture', 'etat civil', 'town hall', 'city hall', 'meeri'],
};

/** Words of a name that tell no house from another. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
	...['agence', 'branch', 'bureau', 'centre', 'center', 'service', 'services', 'national', 'nationale', 'general', 'generale', 'office'],
	...['avec', 'dans', 'pour', 'sama', 'tour'],
]);
