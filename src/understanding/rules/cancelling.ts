import type { Facts } from '../facts.ts';

/** "I cancelled this morning, but please send him after all": it was done before, and is regretted. */
const REGRETTED =
	/\b(?:i (?:had |have |ve |already )*cancel?led|i (?:don|bin) cancel|j (?:ai|avais) (?:deja |bien )?annule|annul\w* naa(?: woon)?|far naa)\b.*\b(?:but|after all|mais|finalement|wante|waaye|still)\b/;
/** "If there's a cancellation": somebody else's, hoped for. */
const OF_OTHERS =
	/\b(?:if|when) (?:there s|there is|you (?:have|get)|someone|somebody|anyone|anybody|another|a patient)(?: \w+){0,2} cancel\w*|\b(?:s il y a|si (?:vous avez|quelqu un|une personne|il y a)|en cas d|au cas ou)(?: \w+){0,3} (?:une? )?annul\w*|\b(?:su|bu) (?:kenn|nit) (?:annul\w*|neenal)/;
/** "Dois-je annuler… ou bien il vient ?": thought over, not done. */
const PONDERED =
	/\b(?:(?:je|on) (?:dois|doit|devrais)|dois je|faut il|faut que j|should (?:i|we)|do i (?:have to|need to)|make i|i for|ndax damay)(?: \w+)? (?:annul\w*|cancel)\b.*\b(?:ou|or|walla)\b/;

/** Is a cancellation only spoken of: one that was done before, another person's, or one that is thought over? None gives up what runs. */
export function speaksOfCancelling(f: Facts): boolean {
	return (REGRETTED.test(f.flat) && f.on('want')) || OF_OTHERS.test(f.flat) || PONDERED.test(f.flat);
}

/** "If I cancel, do I lose my money?": asked before it is decided. */
export function asksWhatCancellingCosts(f: Facts): boolean {
	return (
		f.topic === 'cancel' &&
		f.normal.asks &&
		/\b(?:perds|perd|lose|rembours\w*|refund\w*|deposit|acompte|argent|money|frais|fees?|xaalis)\b/.test(f.flat) &&
		/\b(?:si (?:j|je)|if i|when i|su ma|est ce que|do i|on me)\b/.test(f.flat)
	);
}

/** "Je veux résilier, le réseau est mauvais": the wish ends the contract, what follows is its reason. */
export function endsContract(f: Facts): boolean {
	return (
		f.on('close_account') &&
		!f.on('cancel_no', 'howto') &&
		/\b(?:veux|voudrais|souhaite|vais|want|wan|would like|d like|begga?|bugga?|no (?:di |go |want )*renew)\b(?: \w+){0,4}? ?(?:resili\w*|clotur\w*|clos\w*|terminat\w*|tej\w*|cut|coup\w*|ferm\w*|disconnect|cancel|renew)\b/.test(
			f.flat,
		)
	);
}
