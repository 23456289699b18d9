import { fold } from './text/normalise.ts';

/** What the bot's last question was about: it decides what "oui", "1", "5" or "demain" mean. */
export type Topic =
	| 'new_offer'
	| 'accepted'
	| 'there'
	| 'working'
	| 'rating'
	| 'comment'
	| 'problem'
	| 'place'
	| 'when'
	| 'service'
	| 'org_service'
	| 'organisation'
	| 'ticket_type'
	| 'called'
	| 'queue'
	| 'appointment_time'
	| 'appointment'
	| 'price'
	| 'pay'
	| 'enroute'
	| 'searching'
	| 'support'
	| 'updates'
	| 'language'
	| 'name'
	| 'cancel'
	| 'quit'
	| 'offer'
	| 'summary'
	| 'yes_no'
	| 'other'
	| 'none';

/** In order: the first that matches names the topic. Patterns are for the folded question, in fr, en and wo. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
	// The list of a provider's keywords names every topic: it asks nothing.
	[
		'other',
		/pendant une mission|during a job|pour repondre a une demande|ce qu il vous faut|write what you need|ngir tontu ab laaj|bindal li nga soxla/,
	],
	[
		'new_offer',
		/nouvelle (?:demande|mission)|new (?:request|job)|urgent .{0,3}(?:demande|request) n|repondez oui pour accepter|reply yes to accept|mission (?:propose|disponible)|tontul waaw ngir nangu/,
	],
	[
		'accepted',
		/(?:mission|demande) .*acceptee|(?:job|request) .*accepted|donnez votre statut|send your status|(?:demande|mission) .{0,16}est a vous|(?:request|job) .{0,16}is yours|etes vous (?:en route|parti)|are you on (?:the|your) way|bonne route|safe trip|toujours venir|still come|vous venez bien|are you coming|minutes arrivez vous|laaj n.{0,20}yaa ko moom|demal ak jamm|ndax yaa ngi ci yoon|ndax men nga new ba tey|ndax dinga new/,
	],
	[
		'there',
		/vous etes arrive|you have arrived|arrivee notee|arrival noted|confirmez quand vous commencez|confirm when you start|(?:ecrivez|write) .{0,3}(?:je commence|i start)|bindal .{0,3}tambali naa/,
	],
	[
		'working',
		/travail en cours|work in progress|(?:ecrivez|write) .{0,3}(?:termine|fini|done|finished)|quel est le prix pour|what is the price for|(?:ecrivez|write) (?:le montant|the amount)|compris le montant|understand the amount|quel montant|what amount|bindal .{0,3}fini|mooy njegu laaj|degguma xaalis bi/,
	],
	[
		'cancel',
		/(?:vraiment|bien|voulez) annuler|annuler (?:la|votre|cette) .*\?|really (?:want to )?cancel|want to cancel|cancel (?:the|your|this) .*\?|confirmez vous l annulation|begg a bayyi laaj/,
	],
	[
		'quit',
		/(?:voulez|souhaitez|vraiment|bien)(?: vous)?(?: vraiment)? quitter (?:la|cette|votre) file|(?:want to|really) leave (?:the|this|your) (?:queue|line)|begg nga genn|begg a genn ci file/,
	],
	['comment', /un mot de plus|anything to add|un commentaire|a comment|un mot sur|leneen loo begg a wax/],
	[
		'rating',
		/notez|rate (?:the|your|him|her|it)|(?:note|rating).{0,12}1 (?:a|to) 5|de 1 a 5|from 1 to 5|combien d etoiles|how many stars|votre note|your rating|joxal note 1/,
	],
	['called', /appele (?:au|a)|a votre tour|etes vous la\b|are you (?:here|there)|called (?:at|to)|your turn/],
	[
		'appointment',
		/(?:rendez vous|appointment) ?:.*(?:confirm|oui|yes)|confirmez vous (?:le|ce|votre) rendez vous|rappel.*rendez vous|reminder.*appointment/,
	],
	[
		'appointment_time',
		/quel jour|quelle heure|which day|what (?:day|time)|(?:date|heure) .*rendez vous|when .*appointment|creneau|ban bis|ban waxtu moo la neex/,
	],
	[
		'summary',
		/recapitulatif|recapitulons|summary|resume de|voici votre demande|here is your request|lii mooy sa laaj|je lance|shall i (?:start|search)|tout est (?:correct|bon)|is (?:this|everything|that) (?:correct|right)|est ce (?:correct|bien ca|exact)/,
	],
	['offer', /peut (?:venir|arriver|intervenir)|can (?:come|be there)|vous acceptez|do you accept|acceptez vous (?:ce|cette|son)/],
	[
		'price',
		/(?:prix|montant) (?:propose|demande|annonce|final)|(?:demande|propose|annonce) .*(?:fcfa|francs).*\?|proposed price|price given|asks? for .*(?:fcfa|francs)|acceptez vous (?:le|ce) (?:prix|montant)|price .*(?:ok|agree|accept)|njeg li nu wax ngir laaj/,
	],
	[
		'pay',
		/montant a payer|amount to pay|payer maintenant|pay now|comment (?:souhaitez|voulez) vous payer|mode de paiement|payment method|orange money.*mtn|wave.*orange money/,
	],
	[
		'problem',
		/decri[vr]|quel est le (?:probleme|souci)|what is (?:the problem|wrong)(?! with this price)|describe|que se passe t il|quelle est la panne|lan (?:mooy|moo) (?:jafe|probleme|xew)/,
	],
	[
		'place',
		/quel quartier|quelle zone|ou (?:etes|habitez|se trouve|est ce)|which (?:area|quarter|neighbou?rhood)|where (?:are|is|do)|votre (?:position|adresse|quartier)|your (?:location|address)|point de repere|landmark|fan (?:la|nga)|ban gox/,
	],
	['ticket_type', /ticket normal|normal .* vip|vip|express/],
	[
		'org_service',
		/(?:quel|which|ban) (?:service|operation|prestation|serwis).*(?:depot|retrait|deposit|withdraw|ouverture de compte|open an account|etat civil|consultation|caisse|laboratoire|passeport)|quel (?:service|guichet|motif)(?=.*(?:guichet|file|ticket|hopital|banque|mairie|organisation|agence))|which (?:desk|counter|department)|motif de (?:la |votre )?(?:visite|venue)/,
	],
	[
		'organisation',
		/quelle organisation|pour quelle (?:organisation|agence|banque)|quel (?:etablissement|organisme)|which organi[sz]ation|for which (?:bank|hospital)/,
	],
	['queue', /votre ticket|your ticket|personnes? devant vous|people (?:ahead|before)|position dans la file/],
	['when', /pour quand|quand (?:souhaitez|voulez|desirez|faut)|when do you|when (?:should|would|shall)|kan (?:nga|lanu)/],
	[
		'service',
		/(?:quel|de quel) (?:service|depannage|type)|which service|what (?:service|do you need)|service .*(?:plomberie|plumbing)|que puis je faire|what can i do for you|lan nga (?:soxla|begg)|ban liggeey|lu ma la men ?a/,
	],
	// A yes or a no is asked for, whatever the news before it.
	['yes_no', /oui ?\/ ?non|yes ?\/ ?no|\((?:oui|yes)|waaw ?\/ ?deedeet/],
	['enroute', /est en route|is on (?:the|his|her) way|arrivee estimee|estimated arrival|arrive dans|a commence le travail|has started/],
	[
		'searching',
		/(?:nous cherchons|je cherche) un|we are looking|recherche (?:en cours|lancee)|searching|looking for (?:a|someone)|patienter/,
	],
	[
		'support',
		/assistante? du support|support|service client|customer (?:care|service)|comment puis je vous aider|how can i help|en quoi puis je/,
	],
	['updates', /repondez stop|reply stop|mises a jour|updates by|notifications?/],
	['language', /quelle langue|which language|choisissez (?:votre|la) langue|choose your language|ban lakk/],
	['name', /votre (?:nom|prenom)|your name|comment vous appelez/],
];

/** The topic of the bot's question; `none` without one, `other` when it is of no known kind. */
export function topicOf(question: string | null): Topic {
	if (question === null || question.trim() === '') return 'none';
	const folded = fold(question.slice(0, 600));
	return TOPICS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'other';
}
