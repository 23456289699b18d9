import { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import type { Texts } from '../../platform/i18n.ts';
import { pageAssets, sendPage } from '../page/assets.ts';
import { pageHeaders } from '../page/headers.ts';
import { publicLanguage } from '../page/language.ts';
import { renderTemplate, textsOf } from '../page/template.ts';

const NAMESPACE = 'display';
const ROOT = '/display';
const assets = pageAssets({ '': new URL('./public/', import.meta.url), 'design/': new URL('../design/', import.meta.url) });
const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const params = z.object({ org: word, branch: word });

/** The screen of a waiting room, to be mounted at the root. The numbers come from the public part of the API: nothing here is about anybody. */
export function displayRouter({ texts }: { texts: Texts }): Router {
	const router = Router();
	router.use(pageHeaders());
	router.use('/assets', assets.serve);
	router.get('/:org/:branch', (request, response) => {
		const asked = params.safeParse(request.params);
		if (!asked.success) throw new AppError('not_found', 'there is no screen at this address');
		const { org, branch } = asked.data;
		const language = publicLanguage(request);
		const values = {
			assets: `${ROOT}/assets/${assets.version}`,
			board: `/api/v1/display/${org}/${branch}`,
			texts: JSON.stringify(textsOf(texts, NAMESPACE, language)),
		};
		sendPage(renderTemplate(assets.text('index.html'), { texts, namespace: NAMESPACE, language, values }), request, response);
	});
	return Router().use(ROOT, router);
}
