import QRCode from 'qrcode';

/** A QR code (ISO/IEC 18004) as one SVG path: dark modules are unit squares of a drawing `size` wide, without the quiet zone of 4. */
export interface QrPath {
	size: number;
	path: string;
}

/** The code of a text, with the medium correction that survives a crumpled ticket. */
export function qrPath(text: string): QrPath {
	const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
	const { size } = modules;
	const rows = Array.from({ length: size }, (_, y) => rowPath(size, y, (x) => modules.get(y, x) === 1));
	return { size, path: rows.join('') };
}

/** The dark runs of one row. */
function rowPath(size: number, y: number, isDark: (x: number) => boolean): string {
	let path = '';
	for (let x = 0; x < size; x++) {
		const start = x;
		while (x < size && isDark(x)) x++;
		if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
	}
	return path;
}
