/** The display's face: the screen of a waiting room, numbers and counters only. The router goes to the root. */
export { displayRouter } from './routes.ts';
