/** "Marie-Claire Ngono Essomba épouse Tabi". */
const MOST_WORDS = 6;

/**
 * Words of sentences, questions and of this desk, which no name has: pronouns, verbs, what is asked with and what is asked for. Words that
 * are names too ("Sama", "Will", "Ma", "Don", "Do") are not among them.
 */
const OF_SENTENCES: ReadonlySet<string> = new Set(
	(
		'je tu il elle nous vous ils elles me moi toi lui leur leurs mes tes ses notre nos votre vos ce cet cette ces ca qui que qu quoi quel quelle quels quelles quand ' +
		'comment pourquoi combien est sont suis etes sommes etait ai avons avez ont vais va vas allez aller veux veut voulez voudrais peux peut pouvez dois doit faut ' +
		'sais sait fait faire prendre ouvrir fermer pas plus rien tout oui non un une aux dans sur pour par avec sans chez mais donc car aussi encore autre autres meme ' +
		'deja ici attends attendez attendre pris venir viens vient merci bonjour bonsoir salut personne quelqu demande demandes numero place position compte banque ' +
		'hopital guichet agence agent service services menu aide retour suite nom prenom client urgent urgence temps heure heures jour jours matin soir ' +
		'aujourd hui demain hier argent probleme information infos suivi suivre statut horaire horaires ouvert ouverts ouvrez fermez ferme ' +
		'i you he she we they it my your his her our their this that these those is are was were been am does did have has had can could would should want need ' +
		'know think see not no yes what when where who whom whose why how which for with from about because but then the another same wait people person someone ' +
		'somebody request requests number account bank hospital help time hour hours morning evening afternoon today tomorrow yesterday money problem ' +
		'information open close closed opening name track status take get give come ' +
		'dey wetin abeg una wuna fit sabi wan wey dis dat ' +
		'maangi mangi dama dafa danu danuy begg bugg soxla laa moo ngir ndax kan lan fan naka kan naata ubbi ubbeegul tej jot waaw deedeet suba tey leegi ngeen'
	).split(' '),
);

/** Whether words, without accents, may be a name. */
export function isName(plain: string): boolean {
	const words = plain.split(/[^\p{L}]+/u).filter((word) => word !== '');
	return words.length > 0 && words.length <= MOST_WORDS && words.join('').length > 1 && !words.some((word) => OF_SENTENCES.has(word));
}
