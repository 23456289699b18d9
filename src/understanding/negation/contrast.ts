/** One half says yes, the other no or on a condition: which of them counts. */

import { GO } from './yes.ts';

/** "oui mais non": the second counts. */
export const YES_BUT_NO =
	/(?<![a-z0-9])(?:oui|yes|ok|d accord|waaw)(?: \w+){0,1} (?:mais|but|et|wante) (?:non|no|nope|deedeet|not)(?![a-z0-9])/;

/** "non non c'est bon, lancez": no to the doubt, yes to the thing; only with a word that sets it going. */
export const DOUBLE_NO_YES = new RegExp(
	`^(?:non|nan|no|nn|mais non|deedeet)(?: non| no| nan)* (?:c est bon|ca va|tout est bon|c est parfait|it s fine|it s ok|its fine|that s fine|fine|all good|ca marche|parfait|tout est correct)(?: la| merci| maintenant)* ${GO}`,
);

/** "je voudrais bien mais…", "I'd love to but…": the wish is polite, the answer is no. */
export const WISH_BUT =
	/(?<![a-z0-9])(?:(?:j )?(?:aurais|voudrais|aimerais|accepterais|prendrais)(?: \w+){0,4}|(?:(?:i|we) d|(?:i )?(?:would|wish))(?: \w+){0,4}|i for (?:like|gree)(?: \w+){0,3}) (?:mais|but|seulement|wante|waaye)(?![a-z0-9])/;

/** "c'est long mais d'accord", "steep, but go on": a grumble, then the yes. */
export const AGREED_AFTER_ALL =
	/^(?!(?:non|no|nope|deedeet|jamais|never)\b)(?:\w+ ){1,12}?(?:mais|but|wante|waaye)(?: bon| bah| ben)? (?:oui|yes|ok|okay|d accord|(?:c est )?bon d accord|je (?:prends|reste|patiente|accepte|valide|confirme)|j (?:attends|accepte)|qu (?:il|elle) (?:vienne|commence|passe)|allez ?y|vas ?y|go (?:on|ahead)|fine|alright|all right|ca (?:va aller|marche|me va)|i ll (?:take|wait)|i (?:go )?(?:gree|take am)|send (?:him|am|her)|make (?:e|he|she) come|lance[rz]?|envoye[rz]?|baax na|waaw)\b(.*)$/;

/** What sets a condition to an agreement: "oui mais pas avant midi" is a yes. */
export const CONDITION =
	/(?<![a-z0-9])(?:mais|but|par contre|seulement|juste|a condition|si|if|only|wante|waaye|sauf|tant que|as long as|qu il|il faut|pas (?:avant|apres|plus)|not (?:before|after)|no (?:late|waste))(?![a-z0-9])/;

/** "ok mais un autre", "yes but not him": more than a condition, the agreement is taken back. */
export const TAKEN_BACK =
	/^(?:\w+ ){1,6}(?:mais|but) (?:non|no|pas|not|attend\w*|wait|i d (?:want|prefer|like) (?:someone|somebody|another|a different)|(?:je (?:veux|prefere) )?(?:un|une) autre|quelqu un d autre|someone else)(?! (?:avant|apres|before|after|trop|plus|longtemps|une|more|long))/;

/** "oui, pas besoin de…", "ok, not too late": the negation is about something else than the agreement. */
export const YES_ALL_THE_SAME = /^(?:oui|yes|ok|waaw|d accord)\b.*\b(?:pas|not|no) (?:besoin|encore|need|tard|late|trop)/;

/** A question word: what follows is asked, not agreed to. */
export const ASKED =
	/(?<![a-z0-9])(?:est ou|ou est|ou exactement|quand|combien|comment|pourquoi|quel|quelle|quels|quelles|qui est|qu est ce|who|whose|what|where|when|how|why|which|naata|naka|fan|kan moo|lan|wetin|wusai)(?![a-z0-9])/;
