import { defineModule, type Module } from '../module.ts';
import { requestCommands } from './commands.ts';
import { personalData } from './personal-data.ts';
import { type RequestsContext, requestRoutes } from './routes.ts';
import { subscribers } from './subscribers.ts';

export { contactOf } from './client-of.ts';
export type { Dispatcher, StopReason } from './dispatcher.ts';
export { etaFromDistance } from './eta.ts';
export { clientFacts, type Facts, jobFacts, listItem, present, withoutPhoneNumbers } from './facts.ts';
export { findRequest, finishedJobsOf, jobsInHand, jobsOf, openRequestsOf, type Picked, severalFacts } from './find-request.ts';
export type { Assigned, Eta, Exclusion, Place, RequestLine, ServiceRequest, When } from './model.ts';
export { requestIdsOf } from './personal-data.ts';
export { proposePrice } from './propose-price.ts';
export { raise } from './raise.ts';
export { recordProgress, STEPS, type Step, stateEta } from './record-progress.ts';
export { ASSIGNED, BEFORE_ARRIVAL, findTransition, PATH, PERCENT, SEARCHING, STATUSES, type Status, TRANSITIONS } from './statuses.ts';
export { jobFactsFor, tellProvider } from './tell-provider.ts';
export { changeStatus, isNewRequest, updateRequest } from './transition.ts';
export { isScheduled } from './when.ts';

/** Clients' requests from intake to rating, and the tracking API of spec/1. */
export function requestsModule(context: RequestsContext): Module {
	return defineModule({
		name: 'requests',
		commands: requestCommands(context.dispatcher),
		routes: requestRoutes(context),
		subscribers,
		personalData,
	});
}
