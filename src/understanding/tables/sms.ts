/**
 * How people shorten words on a phone keyboard: one token → its canonical words (folded, no accents).
 * Applied token by token, whatever the language: entries that are words of another language are left out
 * (`mtn` is the operator, never "maintenant").
 */
export const SMS: Readonly<Record<string, string>> = {
	g: 'j ai', jai: 'j ai', jaimerai: 'j aimerais', jaimerais: 'j aimerais', jarrive: 'j arrive', jattends: 'j attends', jattend: 'j attends',
	jaccepte: 'j accepte', jhabite: 'j habite', jen: 'j en', jsuis: 'je suis', chuis: 'je suis', jpeux: 'je peux', jveux: 'je veux', jve: 'je veux', veu: 'veux', ve: 'veux',
	jcherche: 'je cherche', jpx: 'je peux', jsui: 'je suis', sui: 'suis', ji: 'je', jfais: 'je fais', jprends: 'je prends', jpren: 'je prends', jviens: 'je viens',
	c: 'c est', cest: 'c est', sest: 'c est', ct: 'c etait', cmb: 'combien', cb: 'combien', cbien: 'combien', kombien: 'combien', comb1: 'combien', cmbien: 'combien',
	dun: 'd un', dune: 'd une', lhopital: 'l hopital', leau: 'l eau', delo: 'de l eau', nest: 'n est', yavait: 'y avait', ya: 'y a', yapa: 'y a pas', yapas: 'y a pas', ia: 'y a',
	pa: 'pas', pr: 'pour', ds: 'dans', vs: 'vous', ns: 'nous', tt: 'tout', tte: 'toute', bcp: 'beaucoup', tjrs: 'toujours', tjr: 'toujours', tjs: 'toujours',
	toujour: 'toujours', jms: 'jamais', pk: 'pourquoi', pq: 'pourquoi', pkoi: 'pourquoi', prk: 'pourquoi', qd: 'quand', kan: 'quand', kand: 'quand', ki: 'qui', ke: 'que', kel: 'quel', kelle: 'quelle', koi: 'quoi',
	kwa: 'quoi', qqn: 'quelqu un', qqun: 'quelqu un', qq1: 'quelqu un', qlq: 'quelque', qlqn: 'quelqu un', kelkun: 'quelqu un', quelquun: 'quelqu un', kelqun: 'quelqu un', klk1: 'quelqu un',
	qqch: 'quelque chose', mnt: 'maintenant', mtnt: 'maintenant', mnant: 'maintenant', maintnant: 'maintenant', auj: 'aujourd hui', ajd: 'aujourd hui', ajdh: 'aujourd hui', aujourdhui: 'aujourd hui',
	aujourdui: 'aujourd hui', ojd: 'aujourd hui', '2main': 'demain', dem1: 'demain', dm1: 'demain', dmain: 'demain', demin: 'demain', bjr: 'bonjour', bjour: 'bonjour', bnjr: 'bonjour', bsr: 'bonsoir', slt: 'salut', cc: 'coucou',
	cmt: 'comment', coment: 'comment', comen: 'comment', cmnt: 'comment', stp: 'svp', silvouplait: 'svp', sivouplait: 'svp', sltp: 'svp', plz: 'please', pls: 'please', plse: 'please', plss: 'please', mrc: 'merci', mci: 'merci', mrci: 'merci', mercii: 'merci',
	pb: 'probleme', prob: 'probleme', pblm: 'probleme', pbm: 'probleme', prblm: 'probleme', msg: 'message', msgs: 'messages', num: 'numero', nr: 'numero', tel: 'telephone', rdvs: 'rdv',
	rendezvous: 'rdv', mins: 'min', mn: 'min', minutes: 'min', minute: 'min', hrs: 'heures', hr: 'heure', wkd: 'week end', dac: 'd accord', dacc: 'd accord', dak: 'd accord', daccord: 'd accord', okay: 'ok', okey: 'ok',
	oki: 'ok', okk: 'ok', oky: 'ok', okai: 'ok', k: 'ok', oe: 'oui', ouai: 'oui', ouais: 'oui', ouep: 'oui', wi: 'oui', uii: 'oui', ui: 'oui', vui: 'oui', mui: 'oui', yep: 'yes', yeah: 'yes', yea: 'yes', yup: 'yes', yess: 'yes', yh: 'yes', ye: 'yes',
	nan: 'non', nn: 'non', nope: 'no', nah: 'no', nop: 'no', bi1: 'bien', rien: 'rien', r1: 'rien', ri1: 'rien', grv: 'grave', vrmt: 'vraiment', pcq: 'parce que', psq: 'parce que', pck: 'parce que', paske: 'parce que', avc: 'avec', sa: 'ca', sava: 'ca va',
	camarche: 'ca marche', samarche: 'ca marche', urgt: 'urgent', urg: 'urgent', urgen: 'urgent', urgente: 'urgent', urjent: 'urgent', elect: 'electricien', elec: 'electricite', electro: 'electromenager', plombie: 'plombier',
	im: 'i m', ive: 'i ve', ill: 'i ll', dont: 'don t', doesnt: 'doesn t', didnt: 'didn t', cant: 'can t', cannot: 'can t', wont: 'won t', isnt: 'isn t', arent: 'aren t', wasnt: 'wasn t', havent: 'haven t', hasnt: 'hasn t', couldnt: 'couldn t', wouldnt: 'wouldn t', thats: 'that s', whats: 'what s',
	wheres: 'where s', theres: 'there s', its: 'it s', hes: 'he s', shes: 'she s', lets: 'let s', u: 'you', ur: 'your', r: 'are', thx: 'thanks', tnx: 'thanks', thks: 'thanks', tks: 'thanks', thnx: 'thanks', ty: 'thank you', tanks: 'thanks', gud: 'good', hav: 'have', wat: 'what', wen: 'when', wher: 'where', hw: 'how', bcos: 'because',
	cos: 'because', coz: 'because', cuz: 'because', tmr: 'tomorrow', tmrw: 'tomorrow', tomoro: 'tomorrow', '2moro': 'tomorrow', tomorow: 'tomorrow', tommorow: 'tomorrow', tonite: 'tonight', '2day': 'today', '2nite': 'tonight', ppl: 'people', wanna: 'want to', gonna: 'going to', gimme: 'give me', wan: 'want', fone: 'phone', nid: 'need', nids: 'need',
	una: 'wuna', unu: 'wuna', weh: 'wey', wettin: 'wetin', wusai: 'where', wusay: 'where', wia: 'where', dis: 'this', dat: 'that', plenti: 'plenty', beta: 'better', moni: 'money', taim: 'time', wok: 'work', pesin: 'person', pipo: 'people', kam: 'come', naw: 'now', gov: 'go',
	waw: 'waaw', wao: 'waaw', waa: 'waaw', waawaw: 'waaw', dedet: 'deedeet', deedet: 'deedeet', nanga: 'na nga', nangadef: 'na nga def', jerejef: 'jerejef', jerejeuf: 'jerejef', djerejef: 'jerejef', jeureujeuf: 'jerejef', dieureudieuf: 'jerejef', bayil: 'bayyil', baayil: 'bayyil', beug: 'begg', beugue: 'begg', bugu: 'begg', begue: 'begg', beggna: 'begg naa',
};

/** Greetings of politeness said in several words, and compounds, made one word: applied on the canonical text. */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
	[/\bs il (?:vous|te|v|t) plai(?:t|s)\b/g, 'svp'],
	[/\brendez vous\b/g, 'rdv'],
	[/\bif you please\b/g, 'please'],
	[/\bweek ends?\b/g, 'weekend'],
	[/\best ce (que|qu)\b/g, 'est ce que'],
];
