import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { candidatesOf } from '../../../src/modules/organisations/find-place/candidates.ts';
import { findPlace, type PlaceWish } from '../../../src/modules/organisations/find-place/find-place.ts';
import { organisationProfile } from '../../../src/modules/organisations/import/profile.ts';
import { readImportFile } from '../../../src/modules/organisations/import/read-file.ts';
import { type Organisation, toOrganisation } from '../../../src/modules/organisations/model.ts';

const read = readImportFile(readFileSync('demo/dakar.yaml', 'utf8'), 'dakar.yaml');
if ('errors' in read) throw new Error(read.errors.join('\n'));
const dakar = read.file.organisations.map((given) => {
	const profile = organisationProfile(given);
	return toOrganisation({
		...profile,
		branches: profile.branches.map((one) => ({ ...one, arrivalKey: 'K7PM2X' })),
		updatedAt: new Date(0),
	});
});

/** `org/branch/service`, or `step: ids`. */
function found(wish: Partial<PlaceWish>, served: readonly Organisation[] = dakar): string {
	const result = findPlace(served, { way: 'queue', ...wish });
	if (result.kind === 'none') return result.unknownCode ? 'unknown code' : 'none';
	if (result.kind === 'choose') return `${result.step}: ${result.items.map(({ id }) => id).join(' ')}`;
	const { organisation, branch, service } = result.candidate;
	return `${organisation.slug}/${branch.id}/${service.id}`;
}

test.each<[string, Partial<PlaceWish>, string]>([
	['nothing known: the region', {}, 'region: dakar thies'],
	['a region with two houses', { region: 'dakar' }, 'organisation: banque-baobab hopital-corniche'],
	['a region with one house and one branch', { region: 'thies' }, 'service: depot retrait transfert carte compte credit'],
	['a house of several branches', { organisation: 'banque-baobab' }, 'branch: plateau parcelles thies'],
	['a house of one branch', { organisation: 'hopital-corniche' }, 'service: consultation pediatrie analyses radiologie'],
	['everything picked', { organisation: 'banque-baobab', branch: 'thies', service: 'credit' }, 'banque-baobab/thies/credit'],
	['a code', { code: 'CORNICHE' }, 'service: consultation pediatrie analyses radiologie'],
	['a code and words', { code: 'BAOBAB-PLATEAU', text: 'Bonjour, un dépôt #BAOBAB-PLATEAU' }, 'banque-baobab/plateau/depot'],
	['a code of nobody', { code: 'NOWHERE-1' }, 'unknown code'],
	['a house by its name', { text: 'un ticket à la Banque du Baobab' }, 'branch: plateau parcelles thies'],
	['a house by its kind', { text: "je suis à l'hôpital" }, 'service: consultation pediatrie analyses radiologie'],
	['a house misspelt', { text: 'ticket banque baobad' }, 'branch: plateau parcelles thies'],
	['a branch', { text: 'baobab plateau' }, 'service: depot retrait transfert compte carte credit'],
	['a branch and a service', { text: 'retrait aux parcelles' }, 'banque-baobab/parcelles/retrait'],
	['a service that one house has', { text: 'pédiatrie svp' }, 'hopital-corniche/fann/pediatrie'],
	['a service of several branches', { text: 'je veux retirer de l’argent' }, 'branch: plateau parcelles thies'],
	['a town by its Wolof name', { text: 'bank bi ci Cees' }, 'service: depot retrait transfert carte compte credit'],
	['a town where there is nothing', { text: 'hopital à Thiès' }, 'service: consultation pediatrie analyses radiologie'],
	['words in English', { text: 'blood test please' }, 'hopital-corniche/fann/analyses'],
	['words in Wolof', { text: 'damay dugal xaalis plateau' }, 'banque-baobab/plateau/depot'],
	['words beside what was picked', { region: 'dakar', text: 'carte bancaire' }, 'branch: plateau parcelles'],
	[
		'words that name another house than the one picked',
		{ organisation: 'hopital-corniche', text: 'crédit au Plateau' },
		'banque-baobab/plateau/credit',
	],
	['words of nothing beside what was picked', { organisation: 'banque-baobab', text: 'bonjour' }, 'branch: plateau parcelles thies'],
	['words of nothing', { text: 'bonjour' }, 'region: dakar thies'],
	['a pin: no region is asked, the nearest first', { near: { lat: 14.69, lon: -17.46 } }, 'organisation: hopital-corniche banque-baobab'],
	['a pin and a house', { near: { lat: 14.79, lon: -16.93 }, organisation: 'banque-baobab' }, 'branch: thies parcelles plateau'],
	['what is booked', { way: 'appointment', text: 'spécialiste' }, 'hopital-corniche/fann/specialiste'],
	['what is booked at some branches only', { way: 'appointment', text: 'crédit' }, 'branch: plateau thies'],
	['what is not queued for', { text: 'spécialiste' }, 'region: dakar thies'],
	['an id that is gone', { organisation: 'banque-fermee' }, 'none'],
])('%s', (_name, wish, expected) => {
	expect(found(wish)).toBe(expected);
});

test('nothing is served: none', () => {
	expect(found({}, [])).toBe('none');
	expect(found({ code: 'CORNICHE' }, [])).toBe('none');
});

test('what all that is left have in common is known, and words that name nothing are missed', () => {
	expect(findPlace(dakar, { way: 'queue', text: 'retrait' })).toMatchObject({
		step: 'branch',
		missed: false,
		known: { organisation: 'banque-baobab', service: 'retrait' },
	});
	expect(findPlace(dakar, { way: 'queue', text: 'xyz' })).toMatchObject({ missed: true, known: {} });
});

test('a branch is shown with its address and how far it is', () => {
	const result = findPlace(dakar, { way: 'queue', organisation: 'banque-baobab', near: { lat: 14.6708, lon: -17.4381 } });
	expect(result).toMatchObject({
		items: [{ id: 'plateau', description: { fr: '14 avenue du Baobab, Plateau · 0,0 km' } }, { id: 'parcelles' }, { id: 'thies' }],
	});
});

test('a long list comes in pages of nine, round and round', () => {
	const [first] = dakar.filter(({ slug }) => slug === 'banque-baobab');
	if (first === undefined) throw new Error('no bank');
	const many = Array.from({ length: 23 }, (_, i) => ({ ...first, slug: `bank-${i}`, name: `Bank ${i}` }));
	const page = (number: number) => findPlace(many, { way: 'queue', region: 'thies', page: number });
	expect([0, 1, 2].map((number) => page(number)).map((one) => (one.kind === 'choose' ? [one.items.length, one.more] : []))).toEqual([
		[9, 1],
		[9, 2],
		[5, 0],
	]);
	expect(page(7)).toEqual(page(0));
});

describe('whatever people write', () => {
	const all = candidatesOf(dakar, 'queue');

	test('a list is never empty, never longer than ten, and picking from it comes to a place', () => {
		const words = fc.array(fc.constantFrom('banque', 'hopital', 'dakar', 'cees', 'retrait', 'labo', 'plateau', 'zzz', 'du', '#1'), {
			maxLength: 6,
		});
		fc.assert(
			fc.property(words, fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }), (said, picks) => {
				const wish: PlaceWish = { way: 'queue', text: said.join(' ') };
				for (const pick of picks) {
					const result = findPlace(dakar, wish);
					if (result.kind !== 'choose') break;
					expect(result.items.length).toBeGreaterThan(1);
					expect(result.items.length).toBeLessThanOrEqual(10);
					Object.assign(wish, result.known, { [result.step]: result.items[pick % result.items.length]?.id });
				}
				expect(findPlace(dakar, wish).kind).toBe('found');
			}),
		);
	});

	test('everything that is offered can be reached by its code and the name of the service', () => {
		for (const { organisation, branch, service } of all)
			expect(found({ code: branch.code, text: service.names.fr ?? '' })).toBe(`${organisation.slug}/${branch.id}/${service.id}`);
	});
});

test('of a visit the place alone is wanted, not what for', () => {
	expect(findPlace(dakar, { way: 'visit', text: 'la banque de Thiès est ouverte samedi ?' })).toMatchObject({
		kind: 'found',
		candidate: { organisation: { slug: 'banque-baobab' }, branch: { id: 'thies' } },
	});
	expect(findPlace(dakar, { way: 'visit', text: 'la banque est ouverte ?' })).toMatchObject({ kind: 'choose', step: 'branch' });
});
