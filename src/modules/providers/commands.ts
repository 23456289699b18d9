import { z } from 'zod';
import { type Command, defineCommand } from '../../conversation/command.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { findProvider } from './find-provider.ts';
import { averageOf, isAbsentAt } from './model.ts';
import { setAbsence } from './set-absence.ts';

/**
 * The provider whose turn it is goes absent. `until` an ISO moment, or null for an absence without end; `absent: false` ends it.
 * `set`: `until` as understood. `cleared`: present again, also when `until` is already past.
 */
const setAbsenceCommand = defineCommand({
	name: 'providers.set_absence',
	args: z.strictObject({
		absent: z.boolean().default(true),
		until: z.iso.datetime({ offset: true }).nullish(),
		reason: z.string().nullish(),
	}),
	outcomes: ['set', 'cleared'],
	async run(scene, args) {
		const until = args.until == null ? null : new Date(args.until);
		const outcome = await setAbsence(scene, speaker(scene), args.absent ? { until, reason: args.reason ?? '' } : null);
		return { outcome, data: outcome === 'set' ? { until: args.until ?? null } : {} };
	},
});

/** What the provider whose turn it is may hear about themselves. */
const profile = defineCommand({
	name: 'providers.profile',
	args: z.strictObject({}),
	outcomes: ['found'],
	async run(scene) {
		const provider = await findProvider(scene, speaker(scene));
		if (provider === null) throw new AppError('not_found', 'no such provider');
		const absent = isAbsentAt(provider, scene.now);
		return {
			outcome: 'found',
			data: {
				id: provider.id,
				name: provider.name,
				services: provider.services,
				zones: provider.zones,
				hours: provider.hours.text,
				absent,
				absent_until: absent ? (provider.absence?.until?.toISOString() ?? null) : null,
				rating: averageOf(provider.rating),
				ratings: provider.rating.count,
				jobs: provider.activeJobs.length,
			},
		};
	},
});

/** A provider's command in the turn of someone who is none is a mistake of the flow's author. */
function speaker(scene: Scene): string {
	const provider = scene.contact?.provider;
	if (provider === undefined) throw new AppError('not_allowed', 'the contact is not a provider');
	return provider;
}

export const commands: Command[] = [setAbsenceCommand, profile];
