import { z } from 'zod';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { PRIORITIES } from '../line/lanes.ts';
import type { Client } from '../ticket/model.ts';

/** What the commands of this folder share: the shapes of arguments that several take, and who speaks. */

export const id = z.string().max(64);
export const where = { organisation: id, branch: id, service: id };
export const reference = z.string().max(64).nullish();
export const key = z.string().max(20).nullish();
/** An emergency is declared by the staff, not from a chair at home. */
export const priority = z.enum(PRIORITIES).exclude(['emergency']).nullish();
export const near = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish();

/** The person whose turn it is. */
export function clientOf(scene: Scene): Client {
	if (scene.contact === null) throw new AppError('internal', 'a command of a flow runs in the turn of a contact');
	return { org: scene.org, contact: scene.contact._id };
}

/** The same, as the one who causes what happens. */
export function speaker(scene: Scene): Actor {
	return { kind: 'client', id: clientOf(scene).contact, source: scene.actor.source };
}
