/** The counter's face: the page of an agent who calls, serves and moves tickets on. The router goes to the root. */
export { counterRouter } from './routes.ts';
