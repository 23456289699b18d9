import { forgetOldMedia } from '../../channels/media/forget-old.ts';
import type { RecurringJob } from '../module.ts';
import type { OpsContext } from './routes.ts';

/** Rows end by themselves (TTL indexes); files do not. */
export function opsJobs({ clock }: OpsContext): RecurringJob[] {
	return [{ name: 'ops.forget_media', every: '50 * * * *', run: () => forgetOldMedia(clock.now()) }];
}
