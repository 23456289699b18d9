/** The organisation under load. */
export interface World {
	/** WhatsApp numbers: one may send 80 messages a second, which would be the first thing to end the load. */
	senders: number;
	/** Plumbers who are offered the requests; none: the search ends at once and the client is told so. */
	providers: number;
}

export const DEFAULT_WORLD: World = { senders: 12, providers: 0 };

export function senderNumber(nth: number): string {
	return `+14155${String(230000 + nth)}`;
}

export function clientNumber(nth: number): string {
	return `+2376${String(50_000_000 + nth)}`;
}

/** The import file; JSON is YAML. Everybody works at any hour, so that the clock of the machine decides nothing. */
export function importFile(world: World = DEFAULT_WORLD): string {
	const organisation = {
		slug: 'bench',
		name: 'Bench',
		kind: 'marketplace',
		country: 'CM',
		timezone: 'Africa/Douala',
		currency: 'XAF',
		languages: ['fr', 'en'],
		senders: Array.from({ length: world.senders }, (_, nth) => ({ channel: 'whatsapp', address: senderNumber(nth) })),
		settings: { max_open_offers_per_provider: 1 },
		services: [{ id: 'plomberie', names: { fr: 'Plomberie', en: 'Plumbing' }, aliases: ['plombier', 'plumber'] }],
		zones: [{ id: 'bonamoussadi', names: { fr: 'Bonamoussadi' }, centre: [4.0876, 9.7366], radius_m: 2000 }],
		providers: Array.from({ length: world.providers }, (_, nth) => ({
			id: `p${nth}`,
			name: `Plombier ${nth}`,
			phone: `+2376${String(90_000_000 + nth)}`,
			services: ['plomberie'],
			zones: ['bonamoussadi'],
		})),
	};
	return JSON.stringify({ organisations: [organisation] });
}
