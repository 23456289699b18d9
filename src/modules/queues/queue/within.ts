import type { ClientSession } from 'mongoose';
import type { Scene } from '../../../conversation/scene/scene.ts';

/** Where to look: the organisation, and the transaction when there is one. A scene fits. */
export interface Within {
	org: string;
	now: Date;
	db?: ClientSession;
}

/** Where a scene reads what it only decides on. */
export function nowOf({ reads, now }: Pick<Scene, 'reads' | 'now'>): Within {
	return { ...reads, now };
}
