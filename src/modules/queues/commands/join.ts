import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../../conversation/command.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation, hostedScene } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { travelMinutes } from '../estimate/travel.ts';
import { type Issued, issueTicket } from '../join/issue-ticket.ts';
import { closedFacts } from '../join/offer-places.ts';
import { CLASSES } from '../line/lanes.ts';
import { present, ticketFacts } from '../ticket/facts.ts';
import { clientOf, key, near, priority, speaker, where } from './parts.ts';
import { told } from './told.ts';

/** `queues.join`: takes a ticket, in the organisation visited, for the person or for whom they name. */
export function joinCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.join',
		args: z.object({
			...where,
			class: z.enum(CLASSES).exclude(['appointment']).nullish(),
			priority,
			for_name: z.string().max(200).nullish(),
			near,
			arrival_key: key,
		}),
		outcomes: ['joined', 'already', 'full', 'closed', 'payment_needed', 'not_offered', 'too_many'],
		async run(scene, args) {
			const visited = await hostedScene(scene, args.organisation);
			const organisation = await getOrganisation(visited.org);
			const { contact } = scene;
			const forName = args.for_name?.trim() || undefined;
			const branch = organisation.branches.find(({ id }) => id === args.branch);
			const sms = contact?.reach[0]?.channel === 'sms' ? 'sms' : 'whatsapp';
			const issued = await issueTicket(visited, booked, {
				branch: args.branch,
				service: args.service,
				client: clientOf(scene),
				forName,
				name: contact?.name ?? null,
				language: contact?.language ?? organisation.languages[0] ?? 'fr',
				joinedBy: forName === undefined ? sms : 'proxy',
				class: args.class ?? 'normal',
				priority: args.priority ?? null,
				travelMinutes: travelMinutes(args.near, branch?.position),
				here: args.arrival_key != null && args.arrival_key.toUpperCase() === branch?.arrivalKey,
				by: speaker(scene),
			});
			return joining(visited, booked, issued, args.class ?? 'normal');
		},
	});
}

async function joining(visited: Scene, booked: BookedSlots, issued: Issued, ticketClass: string): Promise<CommandResult> {
	if (issued.outcome === 'joined') return { outcome: 'joined', data: await ticketFacts(visited, issued.ticket, issued.standing) };
	if (issued.outcome === 'already') return told(visited, booked, 'already', issued.ticket);
	if (issued.outcome === 'closed') {
		return { outcome: 'closed', data: closedFacts({ organisation: await getOrganisation(visited.org) }, issued) };
	}
	const { outcome, ...data } = issued;
	return { outcome, data: present(outcome === 'payment_needed' ? { ...data, class: ticketClass } : data) };
}
