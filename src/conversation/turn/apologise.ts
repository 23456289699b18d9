import { queueMessages } from '../../channels/outbox/queue-messages.ts';
import { AppError } from '../../platform/errors.ts';
import { ContactModel } from '../contacts/model.ts';
import type { InboxItem } from '../input.ts';
import type { RunScene } from '../scene/in-scene.ts';
import type { TurnDeps } from './deps.ts';

/**
 * A person whose message could not be handled is told so, with a way out, instead of hearing nothing (rule D6). Only for what a person
 * wrote; the input itself stays parked for the operator.
 */
export function createApologise(
	deps: Pick<TurnDeps, 'texts' | 'findOrganisation'>,
	runScene: RunScene,
): (item: InboxItem) => Promise<void> {
	return async (item) => {
		if (item.route === undefined) return;
		const contact = await ContactModel.findOne({ _id: item.contact, org: item.org }, { language: 1, owner: 1 }).lean();
		if (contact === null || contact.owner === 'human') return;
		const organisation = await deps.findOrganisation(item.org);
		const language = contact.language ?? organisation.languages[0] ?? 'fr';
		const text = deps.texts.say(language, 'common.trouble', {}, organisation);
		const actor = { kind: 'system' as const, id: 'system', source: 'lane' };
		await runScene({ org: item.org, actor, correlationId: item.correlationId, cause: `${item._id}:parked` }, async (scene) => {
			// An agent who takes over at this moment speaks instead (I7).
			scene.change(ContactModel, {
				filter: { _id: item.contact, org: item.org, owner: contact.owner },
				update: { $set: { updatedAt: scene.now } },
				gone: () => new AppError('conflict', 'the conversation changed hands'),
			});
			queueMessages(scene, [
				{
					contact: item.contact,
					language,
					text,
					choices: [],
					listButton: '',
					subject: '',
					origin: 'bot',
					notice: false,
					optOutReply: false,
					turn: item._id,
				},
			]);
		});
	};
}
