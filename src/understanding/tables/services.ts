/**
 * The trades people name and the things that break, for the closed values of `service`.
 * `trades` name the work or the worker: they decide. `objects` are what it is done to: they decide when no trade is named.
 * Words are canonical (folded); several words are a phrase. `\w`-free: compared as words, with a bounded edit distance when long enough.
 */
export interface ServiceWords {
	id: string;
	trades: readonly string[];
	objects: readonly string[];
}

export const SERVICES: readonly ServiceWords[] = [
	{
		id: 'plomberie',
		trades: ['plombier', 'plombiers', 'plomberie', 'plumber', 'plumbers', 'plumbing', 'plumba', 'pulumber', 'deboucheur', 'debouchage', 'water man'],
		objects: ['robinet', 'robinets', 'robinetterie', 'evier', 'lavabo', 'tuyau', 'tuyaux', 'tuyauterie', 'canalisation', 'canalisations', 'fuite', 'fuites', 'fuite d eau', 'wc', 'toilette', 'toilettes', 'chasse d eau', 'chasse', 'siphon', 'douche', 'baignoire', 'chauffe eau', 'ballon d eau', 'fosse', 'fosse septique', 'deboucher', 'bouche', 'evacuation', 'surpresseur', 'forage', 'citerne', 'bidet', 'egout', 'lave main', 'inonde', 'inondee', 'tap', 'taps', 'faucet', 'sink', 'pipe', 'pipes', 'toilet', 'toilets', 'drain', 'leak', 'leaks', 'leaking', 'leakage', 'shower', 'bathtub', 'water heater', 'septic tank', 'gutter', 'water pressure', 'unblock', 'unclog', 'blocked', 'clogged', 'water tank', 'ndox', 'robine', 'water di comot', 'water don', 'water di'],
	},
	{
		id: 'electricite',
		trades: ['electricien', 'electriciens', 'electricienne', 'electricite', 'electrician', 'electricians', 'electricity', 'electrical', 'electric', 'electrique', 'electriques', 'light man', 'elecktrician', 'electrish', 'mbejkat'],
		objects: ['disjoncteur', 'disjoncteurs', 'courant', 'prise', 'prises', 'interrupteur', 'interrupteurs', 'ampoule', 'ampoules', 'lampe', 'lampes', 'lumiere', 'lustre', 'cablage', 'cable', 'cables', 'fil electrique', 'fils', 'compteur', 'court circuit', 'tableau electrique', 'fusible', 'plombs', 'groupe electrogene', 'onduleur', 'panneau solaire', 'panneaux solaires', 'eclairage', 'neon', 'spot', 'spots', 'breaker', 'breakers', 'breker', 'socket', 'sockets', 'switch', 'switches', 'bulb', 'bulbs', 'light', 'lights', 'power', 'power cut', 'fuse', 'wiring', 'wire', 'wires', 'current', 'meter', 'generator', 'inverter', 'solar', 'plug', 'outlet', 'tripping', 'mbej', 'lampu'],
	},
	{
		id: 'electromenager',
		trades: ['electromenager', 'electromenagers', 'appliance', 'appliances', 'home appliance', 'home appliances', 'household appliances'],
		objects: ['frigo', 'frigos', 'frigidaire', 'refrigerateur', 'congelateur', 'congelo', 'machine a laver', 'lave linge', 'lave vaisselle', 'seche linge', 'cuisiniere', 'four', 'micro onde', 'micro ondes', 'gaziniere', 'plaque', 'plaques', 'mixeur', 'blender', 'televiseur', 'television', 'tele', 'tv', 'fer a repasser', 'ventilateur', 'bouilloire', 'robot de cuisine', 'hotte', 'aspirateur', 'machine', 'fridge', 'fridges', 'freezer', 'refrigerator', 'washing machine', 'washer', 'dryer', 'dishwasher', 'oven', 'cooker', 'stove', 'microwave', 'iron', 'fan', 'kettle', 'fris', 'firijideer'],
	},
	{
		id: 'climatisation',
		trades: ['climatisation', 'clim', 'clims', 'climatiseur', 'climatiseurs', 'frigoriste', 'frigoristes', 'air conditioning', 'air conditioner', 'air conditioners', 'aircon', 'air con', 'ac', 'acs', 'a c', 'hvac', 'split', 'splits', 'froid et climatisation', 'klima'],
		objects: ['recharger le gaz de la clim', 'gaz refrigerant'],
	},
	{
		id: 'peinture',
		trades: ['peintre', 'peintres', 'peinture', 'peintures', 'painter', 'painters', 'painting', 'repeindre', 'peindre', 'repaint', 'paint', 'pentur'],
		objects: ['facade', 'enduit', 'papier peint', 'mur ecaille'],
	},
	{
		id: 'menuiserie',
		trades: ['menuisier', 'menuisiers', 'menuiserie', 'carpenter', 'carpenters', 'carpentry', 'ebeniste', 'charpentier', 'joiner', 'minise'],
		objects: ['porte', 'portes', 'fenetre', 'fenetres', 'placard', 'armoire', 'meuble', 'meubles', 'lit', 'table', 'etagere', 'parquet', 'door', 'doors', 'window', 'wardrobe', 'furniture', 'cupboard', 'shelf', 'charpente', 'bunt bi'],
	},
	{
		id: 'maconnerie',
		trades: ['macon', 'macons', 'maconnerie', 'mason', 'masons', 'masonry', 'bricklayer', 'builder', 'masson', 'construction'],
		objects: ['mur', 'murs', 'beton', 'ciment', 'dalle', 'cloture', 'fissure', 'fissures', 'parpaing', 'wall', 'concrete', 'cement'],
	},
	{ id: 'carrelage', trades: ['carreleur', 'carreleurs', 'carrelage', 'tiler', 'tiling'], objects: ['carreaux', 'carreau', 'tiles', 'tile'] },
	{ id: 'serrurerie', trades: ['serrurier', 'serruriers', 'serrurerie', 'locksmith'], objects: ['serrure', 'serrures', 'cle perdue', 'cles perdues', 'verrou', 'cadenas', 'lock', 'keys', 'porte claquee'] },
	{
		id: 'menage',
		trades: ['menage', 'menagere', 'femme de menage', 'nettoyage', 'agent d entretien', 'cleaner', 'cleaners', 'cleaning', 'cleaning lady', 'housekeeper', 'housekeeping', 'house help', 'technicien de surface', 'nounou', 'bonne'],
		objects: ['nettoyer', 'laver la maison', 'repassage', 'lessive', 'canape', 'tapis', 'laundry', 'clean'],
	},
	{ id: 'jardinage', trades: ['jardinier', 'jardiniers', 'jardinage', 'gardener', 'gardening'], objects: ['jardin', 'gazon', 'pelouse', 'haie', 'garden', 'lawn'] },
	{ id: 'soudure', trades: ['soudeur', 'soudeurs', 'soudure', 'welder', 'welding', 'ferronnier'], objects: ['portail', 'grille', 'antivol'] },
	{ id: 'mecanique', trades: ['mecanicien', 'mecaniciens', 'mecanique', 'mechanic', 'garagiste'], objects: ['moteur', 'voiture', 'batterie', 'pneu', 'car', 'engine'] },
	{ id: 'informatique', trades: ['informaticien', 'informatique', 'depannage informatique', 'computer repair', 'it technician'], objects: ['ordinateur', 'ordi', 'imprimante', 'laptop', 'computer', 'printer', 'pc'] },
	{ id: 'vitrerie', trades: ['vitrier', 'vitrerie', 'glazier'], objects: ['vitre', 'vitres', 'glass window'] },
];
