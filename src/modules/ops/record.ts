import type { Scene } from '../../conversation/scene/scene.ts';
import { maskText } from '../../platform/mask.ts';
import type { DeadLetter } from './dead-letter.ts';

/** The audit line of what an operator did with a dead letter (rule X9). The reason is theirs; numbers of people in it are hidden (I8). */
export function record(scene: Scene, letter: DeadLetter, type: 'dead_letter.retried' | 'dead_letter.dropped', reason: string): void {
	const { id, kind, about, contact, error } = letter;
	scene.emit({ type, subject: { kind: 'dead_letter', id }, data: { kind, about, contact, error, reason: maskText(reason) } });
}
