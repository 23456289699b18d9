import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

/** What a page may ask for; another kind of file in its folder is a mistake. */
const TYPES: Record<string, string> = {
	js: 'text/javascript; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	html: 'text/html; charset=utf-8',
};
/** Shorter bodies do not get shorter. */
const PACK_BYTES = 500;
const VERSION_LENGTH = 12;

interface Asset {
	type: string;
	plain: Buffer;
	packed: Buffer | null;
}

export interface PageAssets {
	/** Part of every address: it changes when a file does, so that a browser asks for a file once. */
	version: string;
	/** The text of one of the files. */
	text(name: string): string;
	/** Serves `/<version>/<name>`; mount it where the assets are. */
	serve: RequestHandler;
}

/** The files of a page's folders, read once: they are few, small, and packed for slow networks. `{ '': ours, 'design/': the shared ones }` */
export function pageAssets(folders: Record<string, URL>): PageAssets {
	const files = new Map<string, Asset>();
	for (const [prefix, folder] of Object.entries(folders))
		for (const name of readdirSync(folder).sort())
			files.set(prefix + name, asset(light(readFileSync(new URL(name, folder), 'utf8'), name), name));
	const hash = createHash('sha256');
	for (const [name, { plain }] of files) hash.update(name).update(plain);
	const version = hash.digest('hex').slice(0, VERSION_LENGTH);
	const find = (name: string): Asset => {
		const file = files.get(name);
		if (file === undefined) throw new TypeError(`no such asset: ${name}`);
		return file;
	};
	return {
		version,
		text: (name) => find(name).plain.toString('utf8'),
		serve(request, response, next) {
			const [, asked, name = ''] = /^\/([0-9a-f]+)\/([\w./-]+)$/.exec(request.path) ?? [];
			const file = files.get(name);
			if (file === undefined) return next();
			// A page of an older version that is still open gets what there is, and keeps it no longer than it must.
			response.set('Cache-Control', asked === version ? 'public, max-age=31536000, immutable' : 'no-cache');
			send(file, request, response);
		},
	};
}

/** Without indentation and lines of comment, which are for those who read the source: a tenth of what a phone loads. No text spans lines. */
function light(source: string, name: string): Buffer {
	const bare = source.replaceAll(/^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*)\n/gm, '').replaceAll(/^\t+/gm, '');
	return Buffer.from(name.endsWith('.css') ? close(bare) : bare);
}

/** A style sheet without the spaces and ends of lines that only separate. No text of ours holds a colon and a space. */
function close(styles: string): string {
	return styles
		.replaceAll(/([{};,])\n/g, '$1')
		.replaceAll(': ', ':')
		.replaceAll(' {', '{');
}

/** Answers with a page. */
export function sendPage(html: string, request: Request, response: Response): void {
	send(asset(Buffer.from(html), 'page.html'), request, response);
}

function asset(plain: Buffer, name: string): Asset {
	const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
	if (type === undefined) throw new TypeError(`a page has no use for ${name}`);
	const packed = plain.length < PACK_BYTES ? null : gzipSync(plain, { level: 9 });
	return { type, plain, packed };
}

function send({ type, plain, packed }: Asset, request: Request, response: Response): void {
	response.set('Content-Type', type).vary('Accept-Encoding');
	if (packed !== null && request.acceptsEncodings('gzip') === 'gzip') response.set('Content-Encoding', 'gzip').send(packed);
	else response.send(plain);
}
