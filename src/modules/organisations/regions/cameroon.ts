import { type Region, town } from './region.ts';

/** The 10 regions of Cameroon. Coordinates of the town centres, to about a kilometre. */
export const CAMEROON: readonly Region[] = [
	{
		id: 'adamaoua',
		iso: 'CM-AD',
		name: 'Adamaoua',
		aliases: ['Adamawa'],
		towns: [town('Ngaoundéré', 7.3277, 13.5847, 'Ngaoundere'), town('Meiganga', 6.5167, 14.3), town('Tibati', 6.4667, 12.6333)],
	},
	{
		id: 'centre',
		iso: 'CM-CE',
		name: 'Centre',
		aliases: ['Center'],
		towns: [
			town('Yaoundé', 3.848, 11.5021, 'Ongola', 'Yde'),
			town('Mbalmayo', 3.5167, 11.5),
			town('Obala', 4.1667, 11.5333),
			town('Bafia', 4.75, 11.2333),
		],
	},
	{
		id: 'est',
		iso: 'CM-ES',
		name: 'Est',
		aliases: ['East'],
		towns: [town('Bertoua', 4.5772, 13.6846), town('Batouri', 4.4333, 14.3667), town('Abong-Mbang', 3.9833, 13.1667)],
	},
	{
		id: 'extreme-nord',
		iso: 'CM-EN',
		name: 'Extrême-Nord',
		aliases: ['Far North', 'Extreme North'],
		towns: [
			town('Maroua', 10.591, 14.3159),
			town('Kousséri', 12.0769, 15.0306),
			town('Mokolo', 10.7397, 13.8019),
			town('Yagoua', 10.3428, 15.2329),
		],
	},
	{
		id: 'littoral',
		iso: 'CM-LT',
		name: 'Littoral',
		aliases: ['Coast'],
		towns: [
			town('Douala', 4.0511, 9.7679, 'Dla'),
			town('Edéa', 3.8, 10.1333),
			town('Nkongsamba', 4.9547, 9.9404),
			town('Loum', 4.7182, 9.7351),
		],
	},
	{
		id: 'nord',
		iso: 'CM-NO',
		name: 'Nord',
		aliases: ['North'],
		towns: [town('Garoua', 9.3014, 13.3977), town('Guider', 9.9342, 13.9486)],
	},
	{
		id: 'nord-ouest',
		iso: 'CM-NW',
		name: 'Nord-Ouest',
		aliases: ['North West', 'Northwest'],
		towns: [town('Bamenda', 5.9631, 10.1591), town('Kumbo', 6.2, 10.6667), town('Wum', 6.3833, 10.0667)],
	},
	{
		id: 'ouest',
		iso: 'CM-OU',
		name: 'Ouest',
		aliases: ['West'],
		towns: [
			town('Bafoussam', 5.4778, 10.4176),
			town('Dschang', 5.4439, 10.0533),
			town('Foumban', 5.7167, 10.9167),
			town('Mbouda', 5.6258, 10.2544),
		],
	},
	{
		id: 'sud',
		iso: 'CM-SU',
		name: 'Sud',
		aliases: ['South'],
		towns: [town('Ebolowa', 2.9, 11.15), town('Kribi', 2.95, 9.9167), town('Sangmélima', 2.9333, 11.9833)],
	},
	{
		id: 'sud-ouest',
		iso: 'CM-SW',
		name: 'Sud-Ouest',
		aliases: ['South West', 'Southwest'],
		towns: [
			town('Buea', 4.1527, 9.241),
			town('Limbé', 4.0242, 9.2149, 'Victoria'),
			town('Kumba', 4.6363, 9.4469),
			town('Mamfé', 5.7667, 9.2833),
		],
	},
];
