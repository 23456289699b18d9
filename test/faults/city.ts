import { stringify } from 'yaml';

export interface Trade {
	id: string;
	/** What a client says. */
	wish: string;
	problem: string;
}

export const TRADES: readonly Trade[] = [
	{ id: 'plomberie', wish: 'je cherche un plombier', problem: 'Le robinet de ma cuisine fuit depuis ce matin' },
	{ id: 'electricite', wish: 'je cherche un électricien', problem: 'Le disjoncteur saute dès que je branche le frigo' },
];

export const ZONE = { id: 'bonamoussadi', name: 'Bonamoussadi', centre: [4.0876, 9.7366] as const };

const NAMES = [
	['Plomberie', 'Plumbing', ['plombier', 'plumber']],
	['Électricité', 'Electricity', ['électricien', 'electrician']],
] as const;

export function clientPhone(index: number): string {
	return `+2376501${String(index).padStart(5, '0')}`;
}

export function providerPhone(index: number): string {
	return `+2376901${String(index).padStart(5, '0')}`;
}

/** The import file of a city with one quarter and so many providers, who work at any hour, half of them at each trade. */
export function cityFile(providers: number): string {
	const rest = { country: 'CM', timezone: 'Africa/Douala', currency: 'XAF', languages: ['fr', 'en'] };
	return stringify({
		organisations: [
			{
				slug: 'djobea',
				name: 'Djobea',
				kind: 'marketplace',
				...rest,
				senders: [
					{ channel: 'whatsapp', address: '+14155238886' },
					{ channel: 'sms', address: '+14155238887' },
				],
				// Offers outlive a blackout. Two jobs at once may be crossed; more, and the pace of a message a second to one person holds all of them.
				settings: {
					offer_seconds: 200,
					offer_batch: 3,
					offer_max_batches: 20,
					max_open_offers_per_provider: 4,
					max_active_jobs_per_provider: 2,
					refusal_excluded_minutes: 0,
				},
				services: TRADES.map(({ id }, i) => ({
					id,
					names: { fr: NAMES[i]?.[0], en: NAMES[i]?.[1] },
					aliases: NAMES[i]?.[2] ?? [],
				})),
				zones: [{ id: ZONE.id, names: { fr: ZONE.name, en: ZONE.name }, centre: ZONE.centre, radius_m: 2000 }],
				providers: Array.from({ length: providers }, (_, i) => ({
					id: `p${i}`,
					name: `Prestataire ${i}`,
					phone: providerPhone(i),
					services: [TRADES[i % TRADES.length]?.id],
					zones: [ZONE.id],
				})),
				agents: [{ id: 'awa', name: 'Awa Diallo' }],
			},
		],
	});
}
