/** The simulator's face: pages of phones in the browser, in development. Mount the router at `/simulator`. */
export type { SimulatorDeps, SimulatorOrganisation, SimulatorProvider } from './deps.ts';
export { simulatorRouter } from './routes.ts';
