import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import type { Ticket } from '../ticket/model.ts';
import { chosen, live } from './chosen.ts';
import { reference, speaker } from './parts.ts';
import { told } from './told.ts';

/** A command that does one thing to a live ticket of the speaker and needs to know nothing else. */
export function commandOnOne(
	booked: BookedSlots,
	name: string,
	outcomes: readonly string[],
	work: (visited: Scene, ticket: Ticket, by: Actor) => Promise<{ outcome: string; ticket: Ticket }>,
): Command {
	return defineCommand({
		name,
		args: z.object({ ticket: reference }),
		outcomes: [...outcomes, 'none', 'several'],
		run: (scene, args) =>
			chosen(scene, { named: args.ticket, fits: live }, async (visited, ticket) => {
				const done = await work(visited, ticket, speaker(scene));
				return told(visited, booked, done.outcome, done.ticket);
			}),
	});
}
