import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import type { ServiceRequest } from './model.ts';

/** Why a request is taken back from those it was offered or given to. */
export type StopReason = 'client_cancelled' | 'client_changed' | 'stopped';

/**
 * What a request's life asks of the search for a provider. The dispatch module implements it and is handed in by the composition
 * root: requests do not know dispatch, dispatch knows requests.
 */
export interface Dispatcher {
	/** Begins the search for an unassigned request, or begins it again. Returns the request as it then is. */
	startSearch(scene: Scene, request: ServiceRequest, options: { cause: string }): Promise<ServiceRequest>;
	/** Takes back every open offer and stops the search and its timers. */
	stopSearch(scene: Scene, request: ServiceRequest, why: StopReason): Promise<void>;
	/** The provider gave a sign of life or took a step: the watch over his silence starts afresh, or ends once he is there (R11, R12). */
	jobMoved(scene: Scene, request: ServiceRequest): Promise<void>;
	/** The job ended or was taken away: its timers go. */
	jobEnded(scene: Scene, request: ServiceRequest): void;
	/** Takes the job from its provider, who cannot serve the changed request, and searches again (R15). */
	reopenChanged(scene: Scene, request: ServiceRequest, changes: string[]): Promise<ServiceRequest>;
	/** Asks the provider whether he keeps the changed job, and waits for his answer (R15). */
	askToConfirm(scene: Scene, request: ServiceRequest, changes: string[]): Promise<ServiceRequest>;
	/** Takes the job from its provider, by an operator, and searches again without him (R7). */
	takeAway(scene: Scene, request: ServiceRequest, options: { by: Actor; reason: string }): Promise<ServiceRequest>;
	/** Gives the job to a provider without asking around, by an operator. Throws `not_found` or `conflict`. */
	assign(scene: Scene, request: ServiceRequest, options: { by: Actor; provider: string }): Promise<ServiceRequest>;
	/** Whether the assigned provider does this service in this zone. */
	assignedServes(scene: Scene, request: ServiceRequest, wish: { service: string; zone: string }): Promise<boolean>;
}
