import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { hostedScene, organisationsServedBy } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { followTicket } from '../join/follow-ticket.ts';
import { clientOf, id, speaker } from './parts.ts';
import { told } from './told.ts';

/** `queues.follow`: takes up a paper ticket by the branch's code, its number and the key printed on it. */
export function followCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.follow',
		args: z.object({ code: id, number: z.string().max(10), key: z.string().max(10) }),
		outcomes: ['followed', 'already', 'taken', 'over', 'unknown'],
		async run(scene, { code, number, key }) {
			const served = await organisationsServedBy(scene.org);
			const organisation = served.find(({ branches }) => branches.some((branch) => branch.code === code));
			const branch = organisation?.branches.find((one) => one.code === code);
			if (organisation === undefined || branch === undefined) return { outcome: 'unknown' };
			const visited = await hostedScene(scene, organisation.slug);
			const paper = { branch: branch.id, number: number.toUpperCase(), key: key.toUpperCase() };
			const { contact } = scene;
			const language = contact?.language ?? organisation.languages[0] ?? 'fr';
			const who = { client: clientOf(scene), name: contact?.name ?? null, language, by: speaker(scene) };
			const followed = await followTicket(visited, paper, who);
			if (!('ticket' in followed)) return followed;
			return told(visited, booked, followed.outcome, followed.ticket);
		},
	});
}
