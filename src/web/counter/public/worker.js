/**
 * Keeps the empty page and its files, so that a reload while the network is away opens it: it then tries again by itself. Nothing about
 * anybody is kept: what the page shows it reads from the API, which is never answered from here. The server puts before this
 * `const SHELL = { version, root, pages: { fr, en }, files }`, addresses of this host.
 */
const PREFIX = 'palabre-counter-';
const CACHE = PREFIX + SHELL.version;
/** On 2G a page may never come: the kept one is as good, and here. */
const PATIENCE_MS = 4_000;

self.addEventListener('install', (event) => {
	// A page that is open has all its scripts already: the next one may be of the new version.
	self.skipWaiting();
	event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
	event.waitUntil(Promise.all([forgetOlder(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const { pathname } = new URL(request.url);
	if (request.mode === 'navigate' && pathname === SHELL.root) event.respondWith(page(request));
	else if (SHELL.files.includes(pathname)) event.respondWith(file(request));
});

async function keep() {
	const cache = await caches.open(CACHE);
	await cache.addAll([...Object.values(SHELL.pages), ...SHELL.files]);
}

async function forgetOlder() {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The program's own page whenever it answers in time: it may be newer. */
async function page(request) {
	const fresh = fetch(request).then((response) => {
		if (response.status >= 500) throw new Error(`the page answers ${response.status}`);
		return response;
	});
	const late = new Promise((_done, failed) => setTimeout(failed, PATIENCE_MS, new Error('too late')));
	try {
		return await Promise.race([fresh, late]);
	} catch {
		return (await find(SHELL.pages[languageOf(request)])) ?? fresh;
	}
}

/** A file's address names its version: what was kept under it is right. */
async function file(request) {
	return (await find(request)) ?? fetch(request);
}

const find = async (wanted) => (await caches.open(CACHE)).match(wanted, { ignoreVary: true });

/** As the server chooses: what is asked for, or what the browser prefers. */
function languageOf(request) {
	const asked = new URL(request.url).searchParams.get('lang');
	if (asked in SHELL.pages) return asked;
	return navigator.languages.map((code) => code.slice(0, 2)).find((code) => code in SHELL.pages) ?? 'fr';
}
