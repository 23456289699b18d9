import { createInScene } from './conversation/scene/in-scene.ts';
import { accountsModule } from './modules/accounts/index.ts';
import { dispatcher, dispatchModule } from './modules/dispatch/index.ts';
import type { Module } from './modules/module.ts';
import { opsModule } from './modules/ops/index.ts';
import { organisationsModule } from './modules/organisations/index.ts';
import { providersModule } from './modules/providers/index.ts';
import { NO_BOOKINGS, queuesModule } from './modules/queues/index.ts';
import { requestsModule } from './modules/requests/index.ts';
import { supportModule } from './modules/support/index.ts';
import type { Clock } from './platform/clock.ts';
import type { NewId } from './platform/ids.ts';
import type { LanguageModel } from './understanding/llm/language-model.ts';
import { createTriage } from './understanding/triage/triage.ts';

/** The capabilities of the house, one line each. Needs no database until something is asked of them. */
export function assembleModules(deps: { clock: Clock; newId: NewId; model?: LanguageModel | undefined }): Module[] {
	const context = { clock: deps.clock, inScene: createInScene(deps), dispatcher, triage: createTriage(deps.model) };
	return [
		organisationsModule,
		accountsModule,
		providersModule(context),
		requestsModule(context),
		dispatchModule(context),
		queuesModule({ ...context, booked: NO_BOOKINGS }),
		supportModule(context),
		opsModule(context),
	];
}
