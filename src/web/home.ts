import { Router } from 'express';

/** The bare address of the program, as people type it: `to` is the page for whoever comes without another. */
export function homeRouter(to: string): Router {
	return Router().get('/', (_request, response) => response.redirect(303, to));
}
