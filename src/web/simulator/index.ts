/** The simulator's face: pages of phones in the browser, in development. The router goes to the root, the reads are its way to the house's data. */
export type { SimulatorDeps, SimulatorOrganisation, SimulatorProvider } from './deps.ts';
export { simulatorReads } from './house.ts';
export { simulatorRouter } from './routes.ts';
