import type { Facts } from './facts.ts';

const LAST_TIME =
	'(?:la derniere fois|derniere fois|l autre (?:fois|jour)|avant|hier|d habitude|precedemment|la fois passee|la fois derniere|last time|before|the last (?:time|one)|the other day|usual|always|bu mujj|bi weesu|yoon bi (?:weesu|mujj))';
/** An address is never the spot that leaks. */
const ADDRESS =
	/\b(?:meme|same|benn|ben) (?:adress\w*|domicile|maison|house|home|quartier|address)\b|\badress\w* (?:bu mujj|bi weesu|bi woon)\b/;
const PLACE = '(?:(?:meme|same|benn|ben) (?:endroit|lieu|place|location|spot|palaas|berab|barab|coin))';
const PLACE_AGAIN = new RegExp(`\\b${PLACE} (?:que? |qu |as |like |with |wey |ak |la )?(?:\\w+ ){0,4}?${LAST_TIME}\\b`);
const PLACE_ALONE = new RegExp(`\\b${PLACE}\\b`);
const WHERE_IT_WAS =
	/\b(?:ou (?:vous|il|tu) (?:etiez|etes|etait|est|es) (?:deja )?venus?|chez moi comme (?:la derniere fois|avant)|where (?:you|he|una) (?:came|come|went) (?:last time|before)|wey (?:you|una|e) (?:don )?come (?:last time|before)|(?:fa|fi|fu) (?:nga|ngeen) (?:newoon|nowoon|dikkoon))\b/;
const NOT = /\b(?:pas|plus|not|no be|isn t|du|autre que)(?: \w+){0,2}? (?:meme|same|benn)\b/;

/** Somebody wants the work done where the last was: "même adresse", "same place as last time", "fa ngeen ñëwoon". */
export function isSamePlace({ role, flat, on, topic }: Facts): boolean {
	if (role !== 'client' || NOT.test(flat)) return false;
	if (ADDRESS.test(flat) || PLACE_AGAIN.test(flat) || WHERE_IT_WAS.test(flat)) return true;
	// "Ça fuit au même endroit" is said of the pipe.
	return PLACE_ALONE.test(flat) && (topic === 'place' || !on('fault'));
}
