import { defineModule, type Module } from '../module.ts';
import './metrics.ts';
import { type OpsContext, opsRoutes } from './routes.ts';

/** What an operator needs to see and set right: work that was parked after its last attempt. */
export function opsModule(context: OpsContext): Module {
	return defineModule({ name: 'ops', routes: opsRoutes(context) });
}
