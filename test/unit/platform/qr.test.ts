import { expect, test } from '@jest/globals';
import QRCode from 'qrcode';
import { qrPath } from '../../../src/platform/qr.ts';

/** The dark squares a path draws. */
function squares(path: string): Set<string> {
	return new Set(
		[...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].flatMap(([, x = '', y = '', width = '']) =>
			Array.from({ length: Number(width) }, (_, step) => `${Number(x) + step} ${y}`),
		),
	);
}

test('the path draws the dark modules of the code, and no others', () => {
	const text = 'https://wa.me/221338690010?text=%23BANQUE-BAOBAB-PLATEAU';
	const { size, path } = qrPath(text);
	const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
	const dark = Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size)] as const).filter(
		([x, y]) => modules.get(y, x) === 1,
	);
	expect(squares(path)).toEqual(new Set(dark.map(([x, y]) => `${x} ${y}`)));
	expect(size).toBe(modules.size);
});
