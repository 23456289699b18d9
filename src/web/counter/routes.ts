import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Texts } from '../../platform/i18n.ts';
import { pageAssets, sendPage } from '../page/assets.ts';
import { pageHeaders } from '../page/headers.ts';
import { type PageLanguage, pageLanguage } from '../page/language.ts';
import { renderTemplate, textsOf } from '../page/template.ts';
import { workerScript } from './worker.ts';

const NAMESPACE = 'counter';
const ROOT = '/counter';
/** A receipt printer's roll, or an office printer's sheet. */
const PAPERS = ['80mm', 'a4'] as const;
const printQuery = z.object({ format: z.enum(PAPERS).catch('80mm') });
const assets = pageAssets({ '': new URL('./public/', import.meta.url), 'design/': new URL('../design/', import.meta.url) });

/**
 * The pages of an agent at a counter, to be mounted at the root: the counter itself and the paper of a ticket. They hold nothing of anybody:
 * what they show they read from the API with the agent's token.
 */
export function counterRouter({ texts }: { texts: Texts }): Router {
	const router = Router();
	router.use(pageHeaders());
	router.use('/assets', assets.serve);
	const render = (file: string, language: PageLanguage, values: Record<string, string> = {}): string => {
		const given = { assets: `${ROOT}/assets/${assets.version}`, texts: JSON.stringify(textsOf(texts, NAMESPACE, language)), ...values };
		return renderTemplate(assets.text(file), { texts, namespace: NAMESPACE, language, values: given });
	};
	const page = (file: string, values: Record<string, string> = {}): RequestHandler => {
		return (request, response) => sendPage(render(file, pageLanguage(request), values), request, response);
	};
	router.get('/', page('index.html'));
	const papers = new Map(PAPERS.map((format) => [format, page('print.html', { format })]));
	router.get('/print', (request, response, next) => {
		const { format } = printQuery.parse(request.query);
		papers.get(format)?.(request, response, next);
	});
	const pages = { fr: render('index.html', 'fr'), en: render('index.html', 'en') };
	const worker = workerScript(assets.text('worker.js'), { root: ROOT, pages });
	router.get('/worker.js', (_request, response) => {
		// Its folder would be the most it may serve, and the page's address has no slash at its end.
		response.set('Service-Worker-Allowed', ROOT).type('text/javascript').send(worker);
	});
	return Router().use(ROOT, router);
}
