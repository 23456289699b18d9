import { soundOf } from './sound.ts';

/**
 * What words are about, in every language at once: "flotte", "wata" and "ndox" are all water. The head learns what two of these near each other
 * are worth, so that one language's examples teach the others. Words are folded; `*` ends a stem. To teach a word, add it to its concepts and train.
 */
const WORDS: Readonly<Record<string, string>> = {
	child:
		'bebe* bb enfant* enfan* fils fille fillette gosse* gamin* nourrisson nouveau petit petite petits petites pti ptite cadet* benjamin* jumeau* jumelle* neveu niece garcon* eleve* baby babies child* kid kids toddler* newborn daughter* son sons boy boys girl girls nephew niece pikin* picken muna* mouna* moumouna xale* liir doom goune ecole school creche berceau cot crib',
	kin: 'mere maman mama mater rem remme pere papa pater repe pa dad daddy father mum mom mother mari femme epouse epoux wife husband frere soeur sister brother refre reure rese refre oncle tante uncle aunt tata tonton grand* gran* grandma* grandpa* mamie papi papy mami nana vieux vieille old elderly yaay baay pappa maam mag rakk mbokk jabar jekker yumpan belle beau parents copine copain cousin* nga go tara ngo fiancee cop ex',
	person:
		'il elle ils elles on quelqu* quelqun qqn qq homme hommes femmes dame monsieur voisin* vigile gardien* collegue* ouvrier* technicien* plombier electricien* macon* client* locataire* gens personne* type types gars mec mola massa asso mbom he she they someone somebody man men woman people guy worker* neighbour* neighbor* guard tenant* colleague* pesin pipo nit goor jigeen ku nekk kenn apprenti livreur chauffeur driver',
	cannot:
		'pas plus ne ni non jamais rien aucun* impossible not no nor never cannot cant can t dont don doesnt wont isnt nothing n neva amul du dul bul menul meunoul wul nt arrive arriv jariv pe refuse',
	move: 'boug* remu* lev* relev* marche* marcher bras jambe* tient debout move moves moving stir* stand* walk* waka dox jog taxaw yengu reag* react* get wake begin gere',
	answer:
		'repond* repon* parle* parler pale* reveil* reveill* conscient* ouvre* reconnai* recon* wake wakes waking answer* respond* reply speak* talk* wuyu* wax* yewwu* yewu* hear entend* ansa',
	faint:
		'evanoui* inconscien* malaise* coma tombe* perdu* connaissance pomme* affal* ecroul* effondr* faint* unconscious collaps* pass* blackout passed xem* daanu fall fell drop dropped slump* stiff raide froid froide cold mou molle limp floppy',
	breathe:
		'respir* souffl* haleta* halete* suffo* etouff* etrangl* oxygene asthm* ventoline spray inhal* breath* gasp* chok* suffoc* wheez* noyyi* noki* fatt chest poumon* lung* bred toux tousse* cough* air ler lair rale* siffle*',
	blue: 'bleu* bleue violet* pale* gris* grise noir noire blanc blanche jaune livide mauve blue purple grey gray black white yellow bulo weex levre* lips tun bouche mouth gemmin*',
	blood: 'sang sangs saign* seign* segn* hemorr* blood bleed* bleeding deret naac nacc* rouge trempe* gicle* pisse red soak*',
	wound:
		'bless* coupe* coupure* ouvert* entaill* plaie* fractur* casse* os dechir* arrach* plante* pique* transperc* ecras* broy* wound* cut* injur* gash* bone broken crush* stab* torn gaan* gaanu* dagg* yax deep profond* point suture* tord* torn amput* doigt* finger* sectionn*',
	pain: 'mal douleur* souffr* hurle* hurl* crie* gemi* pleure* pain* hurt* ache* agony scream* cry* crying metti* mett* serre* barre ecrase* poitrine coeur chest heart xol ventre belly stomach belle biir tete head bopp boppam nuque neck cou gorge throat crampe*',
	sick: 'fievre* brulant* bouillant* convuls* crise* epilep* trembl* trembler vomi* nausee* diarrh* vertige* tourne* deshydrat* paralys* avc infarct* delire* fever seizure* fit fits convuls* stroke vomit* nause* dizz* diarr* shak* shiver* sibbiru waccu* jaat gelott* frisson* shake catch malade sick feverish rigid yeux eyes retourn* rolled mousse bave ecume foam* drool*',
	drug: 'insuline insulin dialyse dialysis oxygene oxygen glycemie diabet* couveuse perfusion morphine medicament* comprime* cachet* plaquette* pilule* somnifere* dose overdose pills pill tablet* medicine* drugs bottle boite pack garab',
	birth:
		'accouch* akouch* contraction* enceinte* travail eaux cordon placenta naitre bebe grossesse pregnan* labour labor birth born deliver* contractions water waters cord placenta wasin* emb* emba born pousse push crown*',
	swallow:
		'aval* bu boit boire buvait mange* manger croque* ingere* goute* leche* drink drank drunk swallow* ate eat* sip* naan* lekk* won tchop* nyama nang chop',
	poison:
		'javel acide acid poison* raticide* rat* souris pesticide* insecticide* petrole kerosene essence soude deboucheur detergent pile* batterie* lessive eau* alcool mort granule* bleach cleaner detergent rats pellets battery gamalin* sniper ether diluant* solvant chlore chlorine produit* chemical* champignon*',
	fire: 'feu fe feux flamme* flam incend* brul* bruler crame* embras* enflamm* lueur braise* cendre* consum* fire* flame* burn* burnt blaze ablaze light lit glow ember* ash safara lakk* takk* jerr allum* explos* expl* saute boom blast eclat* bondi petard* grenade obus bombe',
	smoke: 'fume* fumee* fumer smoke* smok* saxaar* vapeur* fog nuage* noirci* suie soot',
	smell:
		'sen sent sens odeur* odr odor pue pu puer renifl* smell* stink* odour reek* xeet* xeen* nez nose oeuf* pourri* rotten brule* plastique caoutchouc rubber plastic',
	gas: 'gaz gas gass butane bouteille* bouteil* bonbonne* bombonne* bonbone cylinder* butaay* detendeur* rechaud* gaziniere* cuisiniere* brasero charbon coal charcoal fourneau* brazier groupe gen generat* moteur monoxyde co tuyau hose valve cooker stove kerin chauffe geyser heater citerne',
	hiss: 'siffle* sifl* psss* pss* psch* chuinte* chuchot* fuit fuite* leak* hiss* echapp* escap* sort sifle* souffle* blow* crache* spit*',
	electric:
		'courant couran kouran courent jus electri* prise* multipri* rallonge* interrupteur* fil fils cable* kable tableau disjoncteur* compteur* konteur eneo senelec nepa poteau* transfo* ligne* haute tension volt* 220 fiche* branch* socket* plug* wire* cable* breaker* panel meter* switch* extension pole* line* voltage live current kuran* kurang courant kurant ampoule* bulb inverter onduleur pompe pump frigo fridge congel* freezer fer iron microonde* washing portail* machine',
	shock:
		'decharg* secou* chatouill* picot* pique* tape* projet* colle* electrocut* electris* fourmi* repouss* jete* mord mordu fremi* shock* shok* jolt* tingl* zap* bite* bites bit threw throw* electrocut* dóor door* japp* jàpp tremble* tremblement catch* hold',
	spark:
		'etincel* crepit* gresill* eclair* arc clignot* bourdonn* ronfl* ronronn* vibre* claque* petill* etoile* spark* crackl* buzz* hum* humming flash* flicker* pop* popping snap* arcing noise bruit',
	hot: 'chaud chaude chauff* cho brulant* fond fondu* fondre hot melt* warm overheat* tang* tanga tank bouill* boil* scald* ebouillant* huile oil friture cocotte marmite pot kettle bouilloire steam vapeur',
	water:
		'eau eaux lo dlo flotte water wata ndox inond* flood* crue pluie rain* taw torrent riviere river marigot lagune canal caniveau gutter drain piscine pool mer sea vague* barrage boue mud noy* drown* lab seau bassine',
	rise: 'mont* montee rise* rising niveau envahi* deborde* genou* cheville* taille ceinture cou waist knee* neck chest ankle* reach* yegg* yokk* fees fess submerg* entre* rentre* rentr* dugg* pouring pour* flow* coul*',
	building:
		'mur* murs plafond* plafon toit* toiture tole* dalle* balcon* terrasse escalier* poutre* pilier* poteau immeuble* maison mezon batiment* plancher echafaud* grue fondation* cloture wall* roof* ceiling* slab* balcony stairs stair* beam* pillar* building* house floor scaffold* crane miir* mur piol keur ker taax arbre* tree* manguier cocotier colline hill terre terrain',
	give_way:
		'fissur* crak* craqu* pench* cede* ecroul* effondr* afaiss* affaiss* lache* tomb* glisse* glissement incline* bomb* gonfl* detach* pend bouge* trembl* crack* lean* tilt* bulg* sag* collaps* fall* falling fell sliding slide* landslide gave giving loose bend bent xar* daanu* wàcci crash* kress* cass* plie* avance* sous dessous under underneath gravats decombres rubble',
	shut: 'enferm* coinc* bloqu* blok* prisonn* piege* sequestr* verrou* locked lock locks trapped trap* stuck pinned shut tej* tëj* taxaw cle key ascenseur* lift elevator chambre froide container conteneur coffre voiture car placard closet cellar cave reserve',
	pit: 'puits pui puit fosse* trou* regard citerne septique suckaway soakaway septic well pit hole manhole teen kamb ravin falaise pont bridge rambarde bord edge rail* train* cliff',
	attack:
		'frapp* frap batt* bat tape* cogn* gifl* tabass* etrangl* viol* agress* attaqu* poignard* braqu* brake vol* tir* tire* tirent coup* kidnap* enlev* lynch* touch* embrass* force* caress* poursui* sui* harcel* beat* hit* hits slap* punch* kick* strangl* rape* assault* attack* stab* rob* robb* shot* shoot* grab* chas* follow* grope* fondl* molest* abuse* doór door* dóor* siif* song* sàcc sacc* bole* wash gbaf* gifle bate',
	threat:
		'menac* tuer tue* tuera egorg* assassin* enterr* finir cram* mourir mort threat* kill* murder* bury burn die dead rey* ree faat dee finish* today jure promet veng* show',
	weapon:
		'couteau* kouto machette* arme* armes armee fusil* pistolet* lame* barre* baton gourdin marteau tournevis bouteille cagoul* masque* balle* balles feu* knife knives cutlass* machete gun guns weapon* blade hammer rifle bullet* bullets masked paaka jasi fetal djas lame hache axe petrol essence bidon matches allumette* cle ceinture belt',
	bandit:
		'voleur* bandit* braqueur* cambriol* inconnu* cagoul* gang hommes types foule thief thieves thiefs tif tifman robber* burglar* intruder* stranger* mob gunmen kidnapper* sacc* saay ex boss patron oga oncle stepfather stepdad',
	home_in:
		'porte* portail fenetre* grille* cour entre* entrer rentr* forc* fors cass* porte door* gate window* compound break* broke climb* enter* inside kitchen chambre room buntu toj*',
	despair:
		'suicid* mourir mouru crever vivre vie disparait* disparaitr* fatigue* sonn* sert inutile fardeau trop adieu* lettre* corde* pendre pendu sauter jeter veine* poignet* endorm* dormir reveiller existence monde sens fin finir arreter die dying live living life suicide* end over goodbye* note rope hang* jump* burden worthless pointless sleep forever disappear lighter without xaru* xarou dund* dundati adduna aduna dee sonn jaale mboko tire pardon sorry regret* manquer laisse* leave left takk buum',
	beast:
		'serpent* sèrpan serpan vipere* mamba* cobra* python scorpion* abeille* guepe* frelon* essaim chien* enrag* rage crocodile* rat snake* viper bee* bees wasp* swarm dog* rabid jaan yamb xaj jit araign* spider singe',
	bite: 'mord* mordu* morsure* pique* piqure* piqu* venin* enfl* gonfl* double* bite* bites bitten bit sting* stung venom* swell* swollen swell matt* màtt newwi* enroul* coil* rampe* slither* glisse*',
	crash:
		'accident* axidan renvers* percut* heurt* collision tonneau moto motos camion bus car taxi voiture* crash* knock* hit overturn* bike truck motor aksidan* mbekk* okada bensikin freins frein brake*',
	body: 'cadavre* corps mort morts morte gisant couche* allonge* etendu* sol terre route* trottoir body bodies dead corpse lying ground road floor neew suuf parterre ventre face visage',
	lost: 'disparu* perdu* introuvable retrouve* cherch* missing lost gone find reer* réer kidnap* enlev* ranc* rancon ransom',
	help: 'secours sos aide* aidez aider sauv* vite viit urgent* urgence* pitie help* please quick* fast now hurry save rescue emergency wallu gaaw* gawal abeg yalla appel* call* ambulance* pompier* police samu hopital hospital gendarme* vient viens venez come envoyez send akie wey mintnan maintenant tout suite',
	hide: 'cach* cachee discret* silence chut ecoute surveille* rentre* entend hide hiding hid hidden closet whisper* quiet listening watch* ndem lait nebb* nëbb toilettes lit bed under',
	time: 'depuis dpi fepuis hier heure* minute* min jour* jours nuit soir matin semaine* ca fait since hour* ago yesterday night morning day* days week* for demb tey waxtu ba tey guddi suba',
	many: 'tous tout toute* plusieurs deux trois quatre famille voisins monde all everyone everybody two three four family both people many nep ñépp yepp nu',
	soft: 'peut etre petit probabl* surement rien grave deranger desole* excus* normal* pressé presse question calme tranquille maybe probably nothing sorry bother normal quick small bit just little xalaas',
	repair:
		'repar* changer change* remplac* install* pos* poser mont* ajout* peind* peint* devis refaire deplac* entretien nettoy* deboucher vidange* fix* repair* replac* install* paint* clean* quote refill* maintenance defar* pentuur* depann* rafistol* raboter',
	fixed:
		'repare* regle* resolu* fini* change deja merci mieux gueri* bon bien rentre sorti fixed sorted solved already thanks thank better fine good okay ok pare* defar jerejef jambar jamm false fausse alerte',
	trade:
		'prix combien cout* tarif* frais facture* payer paie* achet* vend* livr* ticket* compte carte credit rdv rendez dossier file tour agence guichet banque assurance devis price* how much cost* fee* fees charge* bill* invoice* receipt pay* buy sell* deliver* account card appointment* book queue branch bank loan insurance nata naata njeg xaalis rendezvous fey* jend* certificat document* pieces papier* formulaire',
	asks: 'quand comment combien quel quelle quels pourquoi ou est when how what which where why kan kañ naka lan fan nan wetin wen',
	jest: 'lol mdr haha ptdr blague drole film serie match chanson reve* dream* movie game joke* song show laugh* rire rigol* comme genre pub video reeta* ree',
	device:
		'telephone* tel phone* ordi* ordinateur laptop pc batterie appli app site wifi reseau internet ecran screen code mot passe password page bouton button menu sms message* numero carte sim puce',
	long_ago:
		'an ans annee* dernier derniere passe* passee autrefois avant ancien* last year* years month* months ago past formerly mois weer at',
	calendar:
		'demain lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre tomorrow monday tuesday wednesday thursday friday saturday sunday january march april suba altine talaata allarba alxames ajjuma',
};

const exact = new Map<string, string[]>();
const stems = new Map<string, string[]>();
for (const [concept, words] of Object.entries(WORDS))
	for (const word of words.split(' ')) {
		const stem = word.endsWith('*');
		for (const form of new Set([stem ? word.slice(0, -1) : word, ...(stem ? [] : [soundOf(word)])])) {
			const table = stem ? stems : exact;
			table.set(form, [...(table.get(form) ?? []), concept]);
		}
	}

const SHORTEST_STEM = 3;

/** The concepts of a folded word, by itself, its sound, or a stem it begins with. */
export function conceptsOf(word: string, sound: string): readonly string[] {
	const found = new Set([...(exact.get(word) ?? []), ...(exact.get(sound) ?? [])]);
	for (const form of [word, sound])
		for (let size = SHORTEST_STEM; size <= form.length; size++)
			for (const concept of stems.get(form.slice(0, size)) ?? []) found.add(concept);
	return [...found];
}
