import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';

/** What the program's own PDF files hold. Their texts are in Windows-1252, a line each; their one drawing is a QR code of unit squares. */
export interface ReadPdf {
	/** Width and height in points, of each page. */
	pages: [number, number][];
	/** Every line joined by a space, in the order of writing. */
	text: string;
	/** What a phone reads in the drawing. */
	qr: string | undefined;
}

export function readPdf(file: Buffer): ReadPdf {
	const source = file.toString('latin1');
	const streams = [...source.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) =>
		inflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
	);
	const content = streams.join('\n');
	return {
		pages: [...source.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)]),
		text: [...content.matchAll(/\[(.*)\] TJ/g)].map(([, line = '']) => lineOf(line)).join(' '),
		qr: qrOf(content),
	};
}

/** `<426f> 12 <6e>`: pieces of a line with the space between them. */
function lineOf(pieces: string): string {
	const hex = [...pieces.matchAll(/<([0-9a-f]*)>/g)].map(([, piece]) => piece).join('');
	return new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')).trim();
}

const QUIET_ZONE = 4;
const PIXELS = 4;

/** Paints the squares as a camera would see them, and reads that picture. */
function qrOf(content: string): string | undefined {
	const runs = [...content.matchAll(/(\d+) (\d+) m\n(\d+) \d+ l\n/g)].map(([, from, y, to]) => ({
		from: Number(from),
		y: Number(y),
		to: Number(to),
	}));
	const width = (Math.max(0, ...runs.map(({ to }) => to)) + 2 * QUIET_ZONE) * PIXELS;
	const picture = new Uint8ClampedArray(width * width * 4).fill(255);
	for (const { from, y, to } of runs)
		for (let row = 0; row < PIXELS; row++) {
			const start = ((y + QUIET_ZONE) * PIXELS + row) * width + (from + QUIET_ZONE) * PIXELS;
			for (let pixel = start; pixel < start + (to - from) * PIXELS; pixel++) picture.fill(0, pixel * 4, pixel * 4 + 3);
		}
	return jsQR.default(picture, width, width)?.data;
}
