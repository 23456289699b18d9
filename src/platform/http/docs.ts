import express, { Router } from 'express';
import helmet from 'helmet';
import { absolutePath } from 'swagger-ui-dist';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Palabre API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true });\n";
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** `/openapi.json` and `/docs`, where it can be read and tried. The files come from the installed package: nothing from other hosts. */
export function docsRouter(document: object): Router {
	const router = Router();
	const json = JSON.stringify(document);
	router.get('/openapi.json', (_req, res) => {
		res.type('application/json').send(json);
	});
	// Swagger UI styles its parts inline; its scripts are held to the same rule as ours.
	router.use(
		'/docs',
		helmet.contentSecurityPolicy({
			useDefaults: false,
			directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], styleSrc: ["'self'", "'unsafe-inline'"] },
		}),
	);
	router.get('/docs', (_req, res) => {
		res.type('html').send(PAGE);
	});
	router.get('/docs/start.js', (_req, res) => {
		res.type('text/javascript').send(START);
	});
	const files = express.static(absolutePath(), { index: false, maxAge: '1d' });
	for (const file of FILES)
		router.use(`/docs/${file}`, (req, res, next) => {
			req.url = `/${file}`;
			files(req, res, next);
		});
	return router;
}
