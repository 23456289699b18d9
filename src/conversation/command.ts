import type { z } from 'zod';
import type { Scene } from './scene/scene.ts';

/** What a command answers: a named outcome the flow must route, and facts for it (plain JSON). */
export interface CommandResult {
	outcome: string;
	data?: Record<string, unknown>;
}

/**
 * What a flow may ask of a module, inside the turn's transaction. Reads and writes only through `scene.db`;
 * never the outside world: that is an effect whose result comes back through the lane.
 */
export interface Command {
	/** `<module>.<verb>`: `requests.create`. */
	name: string;
	args: z.ZodType;
	/** Every outcome the command may give: lint checks that a flow routes each one. */
	outcomes: readonly string[];
	/** `args` as the flow gave them: checked against the schema before anything happens. Throws a ZodError when they do not fit. */
	run(scene: Scene, args: unknown): Promise<CommandResult>;
}

/** Binds the argument type of `run` to the schema. */
export function defineCommand<A extends z.ZodType>(command: {
	name: string;
	args: A;
	outcomes: readonly string[];
	run(scene: Scene, args: z.output<A>): Promise<CommandResult>;
}): Command {
	return { ...command, run: (scene, args) => command.run(scene, command.args.parse(args)) };
}
