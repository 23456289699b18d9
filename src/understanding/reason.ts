import type { Facts } from './facts.ts';
import { polarityOf } from './negation.ts';
import { own } from './own-words.ts';
import type { Intent } from './reading.ts';
import { signalsOf } from './signals.ts';
import { fold } from './text/normalise.ts';

const REASON_MARK = /\b(?:parce que|parceque|car|vu que|puisque|comme|because|since|as|cause|a cause (?:de|du)|ndax|ndaxte)\b/;
const POLITE =
	/^(?:non|no|nope|oui|yes|ok|desolee?|sorry|pardon|excuse[rz]? moi|merci|thanks|svp|please|abeg|mola|mbom|gars|mon frere|massa|bonjour|mais|but|deedeet|je decline|i decline|finalement|c est bon|bon|ah|hello|salut)(?=[\s,.;:!]|$)/;

/** Says why, whatever else it could mean: "je pars à l'étranger" leaves no queue. */
const CAUSE =
	/(?<!pas d |aucun |no )\b(?:empechements?|imprevus?|je (?:pars|vais|quitte|demenage|voyage)(?: \w+)? (?:a|au|en|pour|le pays|la ville)|en voyage|malades?|trop (?:long|lent|cher|tard|loin|de monde|d attente)|too (?:long|slow|late|far|expensive|many people)|something came up|i am (?:travelling|traveling|moving|sick)|i dey travel|dama feebar|tukki|j ai (?:deja |finalement )?trouve (?:quelqu un|un autre|une autre|ailleurs|mieux)|c est (?:deja )?(?:repare|revenu)|ca remarche|je me suis trompe\w*|erreur de (?:numero|manip\w*)|wrong number|by mistake|(?:i|we) (?:ve |have )?left for|(?:i |don )(?:taya|tire)|tired of waiting|(?:bailleur|proprietaire|proprio|landlord|voisin|neighbou?r|mari|husband|frere|brother|oncle|uncle)(?: \w+){0,4} (?:repare|fix\w*|do|send\w*|envoye|trouve|found)|dafa (?:naaw|bon))\b/;
/** An order to the desk is the act itself: "coupez ma ligne". */
const ORDER = /^(?:svp |stp |veuillez )?(?!avez|allez|venez|assez|chez|rendez)\w{3,}ez\b/;

/** Why someone cancels, declines or is late, in his words: what is left of the text without the act itself. */
export function reasonOf(facts: Facts, intent: Intent): string | undefined {
	if (intent === 'provider_enroute')
		return facts.on('delay') &&
			/\b(?:creve|controle|barrage|accident|essence|carburant|fuel|tyre|flat|block|embouteill|bouchon|pluie|pleut|crevaison|pneu|traffic|rain|puncture|police|circulation|panne|route|go slow|hold|taw|road|bloque)/.test(
				facts.flat,
			)
			? own(facts, 0, facts.normal.clean.length).slice(0, 200)
			: undefined;
	const declines = intent === 'provider_decline' || (intent === 'preferences' && facts.on('absence') && facts.role === 'provider');
	if (!declines && intent !== 'cancel_request' && intent !== 'leave_queue' && intent !== 'reschedule_appointment') return undefined;
	const { plain } = facts.normal;
	const mark = REASON_MARK.exec(plain.replace(/'/g, ' '));
	if (mark !== null && mark.index > 0 && !(mark[0] === 'comme' && /comme (?:prevu|ca)/.test(plain)))
		return own(facts, mark.index + mark[0].length, plain.length).slice(0, 200) || undefined;
	if (declines) {
		let start = 0;
		for (;;) {
			const rest = fold(facts.normal.clean.slice(start)).replace(/^[\s,.!:;-]+/, '');
			const head = POLITE.exec(rest)?.[0];
			if (head === undefined || head.trim() === rest) break;
			const at = facts.normal.tokens.find((token) => token.start >= start);
			if (at === undefined) break;
			const count = head.trim().split(' ').length;
			const tokens = facts.normal.tokens.filter((token) => token.start >= start);
			start = tokens[count - 1]?.end ?? facts.normal.clean.length;
		}
		const words = own(facts, start, facts.normal.clean.length);
		if (intent === 'preferences') return undefined;
		return fold(words) === '' ||
			/^(?:non|no|decliner|decline|declined|refuser|refuse|2|0|pas|je passe(?: mon tour)?|pass|skip|not interested|pas interesse|je decline|i decline|je refuse|pas dispo\w*|not available|deedeet|nope)$/.test(
				fold(words),
			)
			? undefined
			: words.slice(0, 200);
	}
	const others = facts.normal.clauses.filter((clause) => {
		if (CAUSE.test(clause.flat)) return true;
		const found = signalsOf(clause.flat);
		const acts =
			ORDER.test(clause.flat) ||
			found.has('cancel') ||
			found.has('close_account') ||
			found.has('leave') ||
			found.has('move') ||
			(found.has('no_longer') && !/\b(?:repare|marche|regle|fixed|works?|back|revenu|don)\b/.test(clause.flat)) ||
			(found.has('drop') && /\b(?:laisse|oubli|never ?mind|forget|leave|lef|bayyi\w*)\b/.test(clause.flat));
		return (
			!acts &&
			!clause.asks &&
			clause.flat.split(' ').length >= 2 &&
			!found.has('greet') &&
			!found.has('thanks') &&
			polarityOf(clause.flat)?.bare !== true
		);
	});
	const first = others[0];
	const last = others.at(-1);
	if (first !== undefined && last !== undefined) return own(facts, first.start, last.end).slice(0, 200) || undefined;
	const commas = facts.normal.plain.indexOf(',');
	const found =
		/\b(?:j ai (?:deja )?trouve|i (?:ve |have )?(?:already )?found|i don (?:see|find|get)|mon \w+ (?:s en|a |va )|my \w+ (?:fixed|has|will)|le \w+ (?:a |est )|je dois|i have to|i must)\b/.exec(
			facts.normal.plain.replace(/'/g, ' '),
		);
	if (found !== null) return own(facts, found.index, facts.normal.clean.length).slice(0, 200) || undefined;
	return commas > 0 && others.length > 0 ? own(facts, commas, facts.normal.clean.length) : undefined;
}
