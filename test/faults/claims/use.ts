import type { RunScene } from '../../../src/conversation/scene/in-scene.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { NewId } from '../../../src/platform/ids.ts';

export const ORG = 'djobea';

/** What the claimers of one process share. */
export interface ClaimerContext {
	clock: Clock;
	newId: NewId;
	runScene: RunScene;
	/** The emulator that stands for Twilio. */
	twilioUrl: string;
}

/**
 * What one claimer does, and what it heard: the same words for the same outcome. An AppError counts as its code. `nth`: its number among
 * all claimers.
 */
export type Use = (nth: number) => Promise<string>;
