import { defineModule, type Module } from '../module.ts';
import { opsJobs } from './jobs.ts';
import './metrics.ts';
import { type OpsContext, opsRoutes } from './routes.ts';

/** What an operator needs to see and set right, and what is cleared away without being asked. */
export function opsModule(context: OpsContext): Module {
	return defineModule({ name: 'ops', routes: opsRoutes(context), jobs: opsJobs(context) });
}
