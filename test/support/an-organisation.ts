import type { OrganisationView } from '../../src/conversation/turn/deps.ts';

/** A marketplace as the dialogues see it, with the limits that an organisation has when its file sets none. */
export const AN_ORGANISATION: OrganisationView = {
	id: 'djobea',
	name: 'Djobea',
	timezone: 'Africa/Douala',
	currency: 'XAF',
	emergency: { rescue: '118', police: '117' },
	languages: ['fr'],
	services: [],
	zones: [],
	offers: { requests: true, queues: false, appointments: false },
	settings: {
		question_reminder_minutes: 15,
		question_expiry_minutes: 60,
		draft_keep_hours: 48,
		human_idle_warn_minutes: 20,
		human_idle_return_minutes: 30,
		wrong_answers_before_person: 3,
	},
};
