import { readFileSync } from 'node:fs';

/** Somebody with words of their own: none of them may be anybody else's. */
export interface Someone {
	phone: string;
	name: string;
	problem: string;
	landmark: string;
	caption: string;
	place: string;
	comment: string;
	complaint: string;
	reply: string;
	relative: string;
	remark: string;
}
export const ROSALIE: Someone = {
	phone: '+237677000001',
	name: 'Rosalie Tchuente',
	problem: "j'ai une fuite sous mon évier turquoise à Bonamoussadi maintenant",
	landmark: 'derrière la pharmacie du Prince',
	caption: 'mon tuyau tordu',
	place: 'Chez tante Odette',
	comment: 'il a laissé mon salon mouillé',
	complaint: 'mon voisin Barnabé se plaint du bruit',
	reply: 'Nous écrivons à monsieur Barnabé ce soir',
	relative: 'Félicité Ngono',
	remark: 'la dame du guichet sifflait',
};
export const BEN: Someone = {
	phone: '+237677000002',
	name: 'Benoît Kamga',
	problem: "j'ai une fuite sous ma douche carrelée à Bonamoussadi maintenant",
	landmark: 'en face du garage Étoile',
	caption: 'le robinet rouillé',
	place: 'Villa Hibiscus',
	comment: 'travail propre mais lent',
	complaint: 'ma facture semble étrange',
	reply: 'Nous regardons votre facture demain',
	relative: 'Mathieu Essono',
	remark: 'attente courte et agréable',
};
export const PAUL = '+237690000001';
export const HORTENSE = '+237699000001';

/** A photo like no other. */
export function photoOf({ name }: Someone, org = 'djobea'): Buffer {
	return Buffer.concat([readFileSync('docs/visit.png').subarray(0, 2000), Buffer.from(`photo of ${name} at ${org}`)]);
}

/** Enough of each to be nobody else's. */
export function wordsOf(one: Someone): string[] {
	const { phone, ...words } = one;
	return [phone.slice(1), ...Object.values(words), ...one.name.split(' '), ...one.relative.split(' ')];
}
