import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { hostedScene } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { offerPlaces } from '../join/offer-places.ts';
import { priority, where } from './parts.ts';

/** `queues.offer`: what a ticket would mean now (how many before, how long, which classes), without taking one. */
export function offerCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.offer',
		args: z.object({ ...where, priority }),
		outcomes: ['open', 'full', 'closed', 'not_offered'],
		run: async (scene, { organisation, ...wish }) =>
			offerPlaces(await hostedScene(scene, organisation), booked, { ...wish, priority: wish.priority ?? null }),
	});
}
