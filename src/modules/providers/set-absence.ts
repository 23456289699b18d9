import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { ProviderModel, providerKey } from './model.ts';

/** Longest reason kept. */
export const MAX_REASON = 200;

/**
 * Sets or ends a provider's absence: no offers reach them from now until `until` (null: until they say otherwise). `absence` null, or
 * an end that is already past, means present. Jobs in hand stay theirs. Throws `not_found`.
 */
export async function setAbsence(
	scene: Scene,
	provider: string,
	absence: { until: Date | null; reason: string } | null,
): Promise<'set' | 'cleared'> {
	const absent = absence !== null && (absence.until === null || absence.until > scene.now) ? absence : null;
	const stored = absent === null ? null : { from: scene.now, until: absent.until, reason: absent.reason.slice(0, MAX_REASON) };
	const { matchedCount } = await ProviderModel.updateOne(
		{ _id: providerKey(scene.org, provider), org: scene.org },
		stored === null ? { $unset: { absence: 1 }, $set: { updatedAt: scene.now } } : { $set: { absence: stored, updatedAt: scene.now } },
		{ session: scene.db },
	);
	if (matchedCount === 0) throw new AppError('not_found', 'no such provider');
	const subject = { kind: 'provider', id: provider };
	if (absent === null) scene.emit({ type: 'provider.returned', subject, data: {} });
	else scene.emit({ type: 'provider.absent', subject, data: { until: absent.until?.toISOString() ?? null } });
	return absent === null ? 'cleared' : 'set';
}
