/**
 * Is a text a yes, a no, or a "not yet"? Works on the canonical text. The safe side is no: whenever a negation is left that no idiom
 * explains, the text is never a yes (a negated cancel or refusal read as yes is the one mistake that costs a wasted trip).
 */
export type Polarity = 'yes' | 'no' | 'wait';

export interface PolarityFound {
	value: Polarity;
	/** The text says hardly anything else. */
	bare: boolean;
	words: string;
}

const edge = (sources: readonly string[]): RegExp => new RegExp(`(?<![a-z0-9])(?:${sources.join('|')})(?![a-z0-9])`);
const edgeAll = (sources: readonly string[]): RegExp => new RegExp(edge(sources).source, 'g');

/** Agreement worded with a negation: taken out before negations are looked for. */
const YES_IDIOMS = [
	'(?:il )?(?:n )?(?:y a )?(?:pas|aucun|sans)(?: de| d| le moindre| un)? (?:soucis?|problemes?|inquietude|inconvenient|objection|match|pression|stress|wahala|palabre|grave|doute)',
	'ca (?:ne )?me (?:derange|gene) (?:pas|en rien|nullement)',
	'je (?:n ai|ai|ne dis|n y vois) (?:rien contre|pas d objection|rien a redire|pas non|pas dit non|aucune objection|pas d inconvenient)',
	'pourquoi pas',
	'c est pas (?:grave|mal)',
	'pas mal',
	'why not',
	'(?:e )?no (?:go |be |dey )?bad',
	'(?:i )?(?:no|nor|don t) (?:get|have)(?: any| other)? choice',
	'not (?:ideal|great)',
	'pas (?:press\\w*|ideal\\w*|donne)',
	'(?:il )?(?:n )?(?:y a )?pas (?:mieux|moyen autrement|autrement)',
	'(?:ya|y a) pas (?:mieux|moyen autrement)',
	'rien (?:a (?:changer|ajouter|dire|redire|signaler|modifier)|n a change)',
	'nothing (?:to (?:add|change|say)|changed|else to add)',
	'jafewul',
	'no (?:problems?|rush|hurry|complaints?|wahala|wahalas|worries|worry|issues?|objections?|qualms|stress|doubt|shaking|palaver)',
	'not (?:a |bad|an )(?:problem|issue|at all)?',
	'i don t mind',
	'don t (?:worry|hesitate)',
	'n hesitez pas',
	'nothing against',
	'can t wait',
	'amul (?:jafe jafe|solo|benn jafe jafe)',
	'bien sur que (?:oui|si)',
	'si si',
	'(?:je |j )?(?:ne |n )?(?:dis|disais|dit|dirai|dirais) (?:pas|jamais) non',
	'(?:je |j )?(?:ne |n )?(?:le |la |l |les )?(?:refuse|refuserai|refuserais|rejette|decline) pas(?: du tout)?',
	'(?:je |j )?(?:ne |n )?(?:suis|serais|ai) (?:pas|rien) (?:contre|oppose\\w*)',
	'(?:i )?(?:don t|do not|won t|am not|m not|will not|wouldn t|not) (?:refus\\w*|reject\\w*|declin\\w*|say(?:ing)? no|against)',
	'i no (?:refuse|say no|mind)',
	'bannuma',
	'(?:(?:je )?n ?)?(?:ai )?pas (?:trop |vraiment )?(?:le|d autre|d autres) (?:choix|options?|solutions?)',
	'no (?:other )?(?:choice|option)',
	'(?:n )?(?:ai |y a )?(?:pas|aucune?|rien) (?:de |d )?(?:autre )?(?:remarque|raison|objection|panique|commentaire)s?(?: (?:de|d) \\w+)?',
	'pas (?:plus tard que|seulement)',
	'ya pas (?:match|drap|wahala|souci|soucis|probleme|foy|stress)',
	'n attendez (?:pas|plus)(?: lancez| allez y)?',
	'no long (?:thing|talk)',
] as const;
/** "non non c'est bon, lancez": no to the doubt, yes to the thing; only with a word that sets it going. */
const GO =
	'(?:lance[rz]?|allez ?y|allez|vas y|va y|foncez?|envoye[rz]?|envoie|continue[rz]?|procede[rz]?|go ahead|go on|go|proceed|demarre[rz]?|commence[rz]?|validez?|confirmez?|cherchez|je prends|je confirme|vous pouvez (?:y aller|lancer|continuer|valider|envoyer|confirmer|chercher))';
const DOUBLE_NO_YES = new RegExp(
	`^(?:non|nan|no|nn|mais non|deedeet)(?: non| no| nan)* (?:c est bon|ca va|tout est bon|c est parfait|it s fine|it s ok|its fine|that s fine|fine|all good|ca marche|parfait|tout est correct)(?: la| merci| maintenant)* ${GO}`,
);
const YES_BUT_NO = /(?<![a-z0-9])(?:oui|yes|ok|d accord|waaw)(?: \w+){0,1} (?:mais|but|et|wante) (?:non|no|nope|deedeet|not)(?![a-z0-9])/;

const NO = edge([
	'non',
	'no',
	'nein',
	'niet',
	'nenni',
	'negatif',
	'negative',
	'deedeet',
	'deet',
	'aucunement',
	'impossible',
	'(?:ne |n )?(?:paie|paye|paierai|payerai|regle|verse) (?:pas|rien)',
	'(?:won t|will not|no go|no di|not going to) pay',
	'absolument pas',
	'certainement pas',
	'surtout pas',
	'pas du tout',
	'bien sur que non',
	'hors de question',
	'count me out',
	'(?:leave|keep) me out',
	'(?:ne )?compte[rz]? pas sur',
	'que nenni',
	'no count me',
	'pas question',
	'jamais',
	'never',
	'no way',
	'jamais de la vie',
	'pas d accord',
	'pas ok',
	'pas bon',
	'pas ca',
	'c est (?:pas|plus|faux)',
	'pas (?:correct|exact|lui|elle|celui|ce|cette|possible|interesse|maintenant|encore|aujourd|ce soir|demain|pour|la|besoin|envie|sur|vraiment|le bon|la bonne|chaud|moi|trop|de|d|celle|avec|sans|a|au|tout de suite|un|une)',
	'refuse',
	'je refuse',
	'refusez',
	'decline',
	'declinez',
	'i decline',
	'reject',
	'rejette',
	'rather not',
	'i d rather',
	'not (?:correct|right|ok|okay|him|her|this|that|now|really|interested|yet|at|good|for|what|sure|today|the|me|so|happy|anymore|going|agreed?|accept\\w*|confirm\\w*|there|here)',
	'i (?:no|nor) (?:gree|want|like|dey|fit|need|accept|agree|confirm|be)',
	'no be',
	'no gree',
	'make (?:e|wuna|una|you) no',
	'make (?:e|he|she|dem|am|him|her|the man) (?:go back|go home|return|turn back)',
	'begguma',
	'bugguma',
	'menuma',
	'nanguwuma',
	'ban naa',
	'baxul',
	'baaxul',
	'du loolu',
	'du li',
	'du moom',
	'juum',
	'trop (?:cher|long|loin|tard|tot)',
	'too (?:far|late|long|expensive|much|early)',
	'(?:un|une) autre (?!fois)',
	'another (?:one|person|technician|plumber|electrician)',
	'quelqu un d autre',
	'someone else',
	'wrong',
	'incorrect',
	'faux',
	'erreur',
	'je prefere (?:pas|un|une|attendre|l autre)',
	'no thanks?',
	'no thank you',
	'mo pas',
	'on laisse',
	'laisse[rz]?(?: ca| tomber)?$',
	'change[rz]?(?: le| la| l| de| moi)?',
	'modifie[rz]?',
	'modifier',
	'corrige[rz]?',
]);
/** Any negation at all: what keeps a text from being a yes. */
const NEGATION = edge([
	'ne',
	'n',
	'pas',
	'plus',
	'jamais',
	'rien',
	'aucune?',
	'sans',
	'ni',
	'not',
	'don t',
	'do not',
	'doesn t',
	'didn t',
	'isn t',
	'can t',
	'won t',
	'never',
	'neither',
	'nor',
	'neva',
	'without',
	'refus\\w*',
	'\\w+uma',
	'\\w+wul',
	'\\w+agul',
	'bul',
	'buleen',
	'nobody',
	'nothing',
]);
const WAIT = edge([
	'(?<!\\bj |\\bje l |\\bje le |\\bje les |\\bje vous |\\bon |\\bon l |\\bon les |\\bpeux |\\bpeut |\\bpouvons )atten(?:d|ds|dez|dre)(?: un peu| svp)?',
	'attends moi',
	'patien(?:te|tez|ce)',
	'(?:un|1|une|deux|2|quelques|petite?|cinq|5) (?:instant|moment|minutes?|min|secondes?|sec)',
	'un peu',
	'pas (?:maintenant|tout de suite|encore|pour l instant|pour le moment)',
	'plus tard',
	'tout a l heure',
	'apres',
	'reflechi\\w*',
	'je vais (?:voir|reflechir|verifier|demander)',
	'je (?:vous )?(?:reviens|redis|confirme plus tard|dis ca|recontacte|rappelle)',
	'laisse[rz]? moi (?:le temps|reflechir|voir|une)',
	'je (?:ne )?sais pas',
	'peut etre',
	'pas sure?',
	'hesite',
	'on verra',
	'je verrai',
	'minute',
	'stop',
	'pause',
	'doucement',
	'une autre fois',
	'je suis (?:occupe|au telephone|en reunion)',
	'(?<!\\b(?:go|fit|ll|will|can|dey|di|mind|to|make i|je|we) )wait(?! am\\b)',
	'(?<!\\bgo )hold on',
	'hold (?:your horses|up|it)',
	'not so fast',
	'slow down',
	'hang on',
	'one (?:sec|second|moment|minute|min)',
	'a (?:sec|second|moment|minute|min)',
	'give me (?:a|some|one|5|five|time)',
	'not (?:now|yet|sure|today)',
	'later',
	'let me (?:think|check|see|ask)',
	'maybe',
	'i ll (?:think|see|get back|let you know|rate)',
	'i (?:don t|do not) know',
	'don t (?:start|send|launch|search)(?: yet| now)?',
	'skip me',
	'tomorrow maybe',
	'i m (?:busy|driving|in a meeting)',
	'another time',
	'next time',
	'wait small',
	'small time',
	'i di come',
	'i go (?:think|see|tell)',
	'(?<!\\b(?:dinaa|ngi|maangi|mangi|naa) )xaar(?:al|leen)?(?: tuuti| ma| naa)?',
	'neggal(?: ma)?',
	'tuuti',
	'ci kanam',
	'xamuma(?: ba)?',
	'n[eo]waguma',
	'agsiwaguma',
	'n[eo]wagul',
	'leegi naa',
	'dinaa xalaat',
	'ndank',
	'wait fos',
]);
const YES = edge([
	'(?:je|on) (?:le |la |l |les |vous )?(?:attends?|patiente|reste|wait)',
	'(?:make )?i (?:go|dey|di|fit) (?:wait|hold on|hold am)(?: am)?',
	'make i wait(?: am)?',
	'(?:dinaa|maa ngi|maangi|mangi|naa) xaar',
	'i m here all (?:day|morning|afternoon|evening)',
	'(?:j|nous l|nous) attends?(?:ons)?',
	'(?:je|on) peux?t? (?:l |le )?attendre',
	'i (?:will|ll|can) wait',
	'waiting for him',
	'i (?:go|fit) wait',
	'oui',
	'yes',
	'ok',
	'd accord',
	'c est (?:bon|ca|ok|parfait|exact|correct|cela|bien|note|valide|d accord|tout bon|bien ca|nickel)',
	'ca (?:marche|va|roule|me va|me convient|me parait|joue|le fait|go|gere|sort|passe|tient)',
	'exact(?:ement)?',
	'conforme',
	'adjuge',
	'banco',
	'bingo',
	'(?:tout |ca )correspond',
	'spot on',
	'nailed it',
	'you got it',
	'correct(?:e)?',
	'parfait(?:e|ement)?',
	'absolument',
	'bien sur',
	'biensur',
	'evidemment',
	'certainement',
	'tout a fait',
	'volontiers',
	'avec plaisir',
	'entendu',
	'compris',
	'(?<!avez |avons |ai |a |payment |paiement )recu(?! \\d)',
	'super',
	'top',
	'nickel',
	'impeccable',
	'valid(?:e|er|ez|ee|ons)',
	'je (?:valide|confirme|accepte|prends|suis d accord|suis ok|suis la|suis present|veux bien|le prends|suis partant|suis chaud|serai la|suis dedans)',
	'j (?:accepte|approuve|y serai|y suis|arrive)',
	'confirm\\w*',
	'accept\\w*',
	GO,
	'go',
	'let s go',
	'c est parti',
	'faites(?: le| ca)?',
	'fais (?:le|ca)',
	'fait le',
	'ca me (?:va|convient)',
	'va pour',
	'pour moi',
	'voila',
	'ouais',
	'affirmatif',
	'tout est (?:bon|correct|ok|exact)',
	'qu il (?:vienne|came|arrive|passe)',
	'il peut (?:venir|passer|came)',
	'faites le venir',
	'laissez le venir',
	'bien',
	'bon',
	'present(?:e)?',
	'me voici',
	'me voila',
	'je viens',
	'presque la',
	'je suis (?:\\w+ )?(?:la|present|devant|au guichet|dans la salle)',
	'envoye[rz]? le',
	'ca y est',
	'note(?! \\d)',
	'carrement',
	'grave',
	'amen',
	'deal',
	'marche conclu',
	'vendu',
	'sure',
	'of course',
	'certainly',
	'absolutely',
	'definitely',
	'indeed',
	'right',
	'that s (?:right|correct|it|fine|good|ok|perfect|alright)',
	'sounds (?:good|great|fine|ok|perfect)',
	'fine',
	'alright',
	'all right',
	'good',
	'great',
	'perfect',
	'agreed?',
	'please do',
	'do it',
	'go ahead',
	'go on',
	'proceed',
	'start(?: it| the search)?',
	'launch',
	'i (?:agree|accept|confirm|do|am here|m here|am in|m in|ll take (?:it|him)|take (?:it|him|am))',
	'let (?:him|her|them) come',
	'send (?:him|her|am)',
	'he can come',
	'all (?:good|correct|right)',
	'it s (?:good|correct|right|fine|ok)',
	'works for me',
	'yes please',
	'true',
	'cool',
	'okay',
	'here',
	'present',
	'i m coming',
	'coming',
	'bet',
	'na so',
	'na true',
	'e correct',
	'e dey (?:correct|fine|ok)',
	'i (?:don )?gree',
	'i gree',
	'make (?:e|he|she|dem|wuna|una|the man|you)(?: \\w+)? (?:come|go|start|do|send|find|look|bring|move)',
	'correct',
	'so so',
	'send am',
	'do am',
	'i dey(?: here| inside)?',
	'carry go',
	'move',
	'no lele',
	'waaw',
	'wawaw',
	'eskey',
	'baax na',
	'baaxna',
	'degg naa',
	'nangu naa',
	'nangu na',
	'dakoor',
	'dakkoor',
	'ndax kay',
	'jaarul',
	'na (?:n[eoi]+w|nyow|dikk|dem)',
	'kon baax na',
	'noonu la',
	'loolu la',
	'dega la',
	'deg la',
	'def ko',
	'defal(?: ko)?',
	'defleen(?: ko)?',
	'maangi (?:fi|fii|n[eoi]+w)',
	'mangi (?:fi|fii|n[eoi]+w)',
	'fi laa',
	'nekk naa fi',
	'ayca',
	'yonnee? ko',
	'axakan',
	'waaw waaw',
	'neex na ma',
	'gore',
	'on est ensemble',
	'ya mo',
	'ca mo',
	'je suis (?:chaud|in|dedans)',
	'propre',
]);
const YES_START =
	/^(?:ah |bon |ben |eh |alors |mais )?(?:oui|yes|ok|d accord|waaw|sure|parfait|c est (?:bon|ok|ca)|ca (?:marche|va|me va)|j accepte|je (?:confirme|valide|prends|accepte)|fine|alright|go ahead|bien sur|entendu)(?![a-z0-9])/;
/** A negation that negates the agreement itself: "oui" in front does not save it. */
const NEGATED_YES = edge([
	'(?:ne|n)(?: \\w+){1,4} (?:pas|plus|jamais|rien)',
	'(?:pas|plus|jamais|not|don t|do not|never|can t|won t|no|nor)(?: \\w+){0,2} (?:d accord|ok|okay|bon|bonne|correct|exact|accept\\w*|confirm\\w*|valid\\w*|lanc\\w*|go|agree|gree|interess\\w*|vienne|venir|come|besoin|want|need|like|fit|dispo\\w*|start|proceed|libre|continue\\w*|chaud)',
	'(?:accept|confirm|valid|lanc|continu|envoy|vien)\\w* pas',
]);
const CONDITION =
	/(?<![a-z0-9])(?:mais|but|par contre|seulement|juste|a condition|si|if|only|wante|waaye|sauf|tant que|as long as|qu il|il faut|pas (?:avant|apres|plus)|not (?:before|after)|no (?:late|waste))(?![a-z0-9])/;

/** A question word: what follows is asked, not agreed to. */
const ASKED =
	/(?<![a-z0-9])(?:est ou|ou est|ou exactement|quand|combien|comment|pourquoi|quel|quelle|quels|quelles|qui est|qu est ce|who|whose|what|where|when|how|why|which|naata|naka|fan|kan moo|lan|wetin|wusai)(?![a-z0-9])/;

/** "je voudrais bien mais…", "I'd love to but…": the wish is polite, the answer is no. */
const WISH_BUT =
	/(?<![a-z0-9])(?:(?:j )?(?:aurais|voudrais|aimerais|accepterais|prendrais)(?: \w+){0,4}|(?:i )?(?:d|would|wish)(?: \w+){0,4}|i for (?:like|gree)(?: \w+){0,3}) (?:mais|but|seulement|wante|waaye)(?![a-z0-9])/;

/** "c'est long mais d'accord", "steep, but go on": a grumble, then the yes. */
const AGREED_AFTER_ALL =
	/^(?!(?:non|no|nope|deedeet|jamais|never)\b)(?:\w+ ){1,12}?(?:mais|but|wante|waaye)(?: bon| bah| ben)? (?:oui|yes|ok|okay|d accord|(?:c est )?bon d accord|je (?:prends|reste|patiente|accepte|valide|confirme)|j (?:attends|accepte)|qu (?:il|elle) (?:vienne|commence|passe)|allez ?y|vas ?y|go (?:on|ahead)|fine|alright|all right|ca (?:va aller|marche|me va)|i ll (?:take|wait)|i (?:go )?(?:gree|take am)|send (?:him|am|her)|make (?:e|he|she) come|lance[rz]?|envoye[rz]?|baax na|waaw)\b(.*)$/;

/** A refusal of the thing itself, wherever it stands. */
const REFUSED =
	/\b(?:je refuse|refuse\w*|annul\w*|cancel\w*|je (?:ne )?(?:veux|prends|peux|accepte) (?:pas|plus)|i (?:don t|won t|can t|no) (?:want|accept|take|gree|fit))\b/;

/** Is something denied that no idiom explains ("pas de souci")? */
export function denies(flat: string): boolean {
	const rest = flat.replace(edgeAll(YES_IDIOMS), ' ');
	return NEGATION.test(rest) || NO.test(rest);
}

/** Reads the polarity of a canonical text; null when it says neither yes nor no. */
export function polarityOf(flat: string): PolarityFound | null {
	const short = flat.split(' ').length <= 4;
	if (/^(?:we|we we|wi|y|o)$/.test(flat)) return { value: 'yes', bare: true, words: flat };
	if (flat === 'n') return { value: 'no', bare: true, words: flat };
	const wish = WISH_BUT.exec(flat);
	if (wish !== null) return { value: 'no', bare: false, words: wish[0] };
	const agreed = AGREED_AFTER_ALL.exec(flat);
	if (agreed !== null && !NEGATION.test(agreed[1] ?? '') && !NO.test(agreed[1] ?? '') && !REFUSED.test(flat))
		return { value: 'yes', bare: false, words: agreed[0].slice(0, 40) };
	if (YES_BUT_NO.test(flat)) return { value: 'no', bare: true, words: flat.slice(0, 40) };
	if (DOUBLE_NO_YES.test(flat)) return { value: 'yes', bare: short, words: DOUBLE_NO_YES.exec(flat)?.[0] ?? flat };
	const idiom = edge(YES_IDIOMS).exec(flat);
	const rest = flat.replace(edgeAll(YES_IDIOMS), ' ').replace(/\s+/g, ' ').trim();
	const no = NO.exec(rest);
	const wait = WAIT.exec(rest);
	const yes = ASKED.test(rest) && !YES_START.test(rest) ? null : YES.exec(rest);
	const negation = NEGATION.exec(rest);
	const conditional =
		YES_START.test(rest) &&
		!NEGATED_YES.test(rest) &&
		CONDITION.test(rest) &&
		!/^(?:\w+ ){1,6}(?:mais|but) (?:non|no|pas|not|attend\w*|wait|i d (?:want|prefer|like) (?:someone|somebody|another|a different)|(?:je (?:veux|prefere) )?(?:un|une) autre|quelqu un d autre|someone else)(?! (?:avant|apres|before|after|trop|plus|longtemps|une|more|long))/.test(
			rest,
		);
	if (conditional && yes !== null) return { value: 'yes', bare: false, words: yes[0] };
	if (
		YES_START.test(rest) &&
		no !== null &&
		/^(?:oui|yes|ok|waaw|d accord)\b.*\b(?:pas|not|no) (?:besoin|encore|need|tard|late|trop)/.test(rest) &&
		!NEGATED_YES.test(rest)
	)
		return { value: 'yes', bare: false, words: yes?.[0] ?? 'oui' };
	if (wait !== null && !YES_START.test(rest))
		return { value: no !== null && /^(?:non|no|deedeet)\b/.test(rest) ? 'no' : 'wait', bare: short, words: wait[0] };
	if (no !== null) return { value: 'no', bare: short, words: no[0] };
	if (negation !== null && !(idiom !== null && yes !== null && !NEGATED_YES.test(rest)))
		return yes !== null || short ? { value: 'no', bare: false, words: negation[0] } : null;
	if (yes !== null) return { value: 'yes', bare: short, words: yes[0] };
	if (idiom !== null) return { value: 'yes', bare: short, words: idiom[0] };
	return null;
}

const YES_EMOJI = /👍|👌|✅|✔|☑|🤝|🆗|💯|🙋|💪|👏/u;
const NO_EMOJI = /👎|❌|✖|🚫|⛔|🙅|✋|🛑/u;

/** The polarity of the emojis of a text that has no words. */
export function emojiPolarity(emojis: readonly string[]): PolarityFound | null {
	const yes = emojis.find((emoji) => YES_EMOJI.test(emoji));
	const no = emojis.find((emoji) => NO_EMOJI.test(emoji));
	if (no !== undefined) return { value: 'no', bare: true, words: no };
	return yes === undefined ? null : { value: 'yes', bare: true, words: yes };
}
