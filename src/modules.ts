import { createInScene } from './conversation/scene/in-scene.ts';
import { accountsModule } from './modules/accounts/index.ts';
import { appointmentsModule, bookedSlots } from './modules/appointments/index.ts';
import { dispatcher, dispatchModule } from './modules/dispatch/index.ts';
import { erasureModule } from './modules/erasure/index.ts';
import type { Module } from './modules/module.ts';
import { opsModule } from './modules/ops/index.ts';
import { organisationsModule } from './modules/organisations/index.ts';
import { providersModule } from './modules/providers/index.ts';
import { issueTicket, queuesModule } from './modules/queues/index.ts';
import { requestsModule } from './modules/requests/index.ts';
import { supportModule } from './modules/support/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Texts } from './platform/i18n.ts';
import type { NewId } from './platform/ids.ts';
import type { LanguageModel } from './understanding/llm/language-model.ts';
import { createTriage } from './understanding/triage/triage.ts';

export interface ModuleDeps {
	clock: Clock;
	newId: NewId;
	texts: Texts;
	/** Where people find what they are sent links to. */
	publicBaseUrl: string;
	model?: LanguageModel | undefined;
}

/** The capabilities of the house, one line each. Needs no database until something is asked of them. */
export function assembleModules(deps: ModuleDeps): Module[] {
	const context = { ...deps, inScene: createInScene(deps), dispatcher, triage: createTriage(deps.model) };
	const modules = [
		organisationsModule(context),
		accountsModule,
		providersModule(context),
		requestsModule(context),
		dispatchModule(context),
		queuesModule({ ...context, booked: bookedSlots }),
		appointmentsModule({ ...context, admit: (scene, arrival) => issueTicket(scene, bookedSlots, arrival) }),
		supportModule(context),
	];
	return [
		...modules,
		erasureModule({
			...context,
			personalData: modules.flatMap(({ personalData }) => personalData),
			counterData: modules.flatMap(({ counterData }) => counterData),
		}),
		opsModule({ ...context, subscribers: modules.flatMap(({ subscribers }) => subscribers) }),
	];
}
