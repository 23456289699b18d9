import PDFDocument from 'pdfkit';
import type { Language } from '../../conversation/contacts/contact.ts';
import type { Texts } from '../../platform/i18n.ts';
import { readablePhone } from '../../platform/phone.ts';
import { qrPath } from '../../platform/qr.ts';
import { chatLink, type LinkKind, placeCode } from './branch-link.ts';
import type { Branch } from './branches.ts';
import type { Organisation } from './model.ts';
import { nameIn } from './names.ts';

export interface Poster {
	organisation: Organisation;
	branch: Branch;
	kind: LinkKind;
	language: Language;
	/** The WhatsApp number of the chat, in E.164. */
	number: string;
	/** When it is made: written into the file. */
	at: Date;
}

/** Lengths are points: A4 is 595 wide and 842 high. */
const MARGIN = 48;
/** 9 cm: read from two metres away (a code is read from ten times its width) over the heads of a short line. */
const QR_WIDTH = 256;
const QR_TOP = 226;
/** Names are as long as they are: letters shrink down to this before a text is cut. */
const SMALLEST = 9;
const INK = '#111111';

/** Where a text goes: the letters are as large as fit, `size` at most. */
interface Box {
	y: number;
	height: number;
	size: number;
	font: 'Helvetica' | 'Helvetica-Bold';
	align: 'left' | 'center';
}

/** The sheet to put up at a branch, one A4 page as a PDF file: whose it is, the code, what to do, and the same by hand for who cannot scan. */
export async function drawPoster(texts: Texts, { organisation, branch, kind, language, number, at }: Poster): Promise<Buffer> {
	const say = (key: string, to: Language = language) =>
		texts.say(to, `poster.${key}`, { code: placeCode(branch, kind), number: readablePhone(number) }, organisation);
	const name = nameIn(language, branch.names);
	const link = chatLink(number, branch, kind);
	const info = { Title: `${organisation.name} — ${name}`, CreationDate: at };
	const page = new PDFDocument({ size: 'A4', margin: 0, lang: language, info });
	const file = collect(page);

	write(page, organisation.name, { y: 44, height: 40, size: 30, font: 'Helvetica-Bold', align: 'center' });
	write(page, name, { y: 88, height: 30, size: 20, font: 'Helvetica', align: 'center' });
	write(page, say(`${kind}_title`), { y: 136, height: 40, size: 28, font: 'Helvetica-Bold', align: 'center' });
	if (language !== 'wo' && organisation.languages.includes('wo'))
		write(page, say(`${kind}_title`, 'wo'), { y: 178, height: 28, size: 18, font: 'Helvetica', align: 'center' });
	drawQr(page, link);
	const steps = [say('scan'), say('send'), say(`${kind}_step`)];
	for (const [i, step] of steps.entries())
		write(page, `${i + 1}. ${step}`, { y: 520 + i * 58, height: 50, size: 19, font: 'Helvetica', align: 'left' });
	write(page, say('by_hand'), { y: 712, height: 50, size: 15, font: 'Helvetica-Bold', align: 'left' });
	write(page, link, { y: 778, height: 28, size: 11, font: 'Helvetica', align: 'left' });
	page.end();
	return file;
}

function write(page: PDFKit.PDFDocument, text: string, { y, height, size, font, align }: Box): void {
	const shown = printable(text);
	const width = page.page.width - 2 * MARGIN;
	page.font(font).fillColor(INK);
	let fitting = size;
	while (fitting > SMALLEST && page.fontSize(fitting).heightOfString(shown, { width }) > height) fitting--;
	page.fontSize(fitting).text(shown, MARGIN, y, { width, height, align, ellipsis: '…' });
}

/** Dark on the paper's white, in the middle; the quiet zone around it is the empty paper. */
function drawQr(page: PDFKit.PDFDocument, link: string): void {
	const { size, path } = qrPath(link);
	page
		.save()
		.translate((page.page.width - QR_WIDTH) / 2, QR_TOP)
		.scale(QR_WIDTH / size);
	page.path(path).fill(INK).restore();
}

function collect(page: PDFKit.PDFDocument): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		page.on('data', (chunk: Buffer) => chunks.push(chunk));
		page.on('end', () => resolve(Buffer.concat(chunks)));
		page.on('error', reject);
	});
}

/** What the fonts that every PDF reader brings can show: Windows-1252. */
const KNOWN = /[ -~\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

const NO_BREAK_SPACES = /[\u00a0\u202f]/gu;
const OTHER_SPACES = /[^\S\u00a0]/gu;

/** A text in letters those fonts have: `ŋ` as French spells it, other letters without their marks, pictures left out. */
export function printable(text: string): string {
	const spaced = text.normalize('NFC').replaceAll(NO_BREAK_SPACES, '\u00a0').replaceAll(OTHER_SPACES, ' ');
	const letters = [...spaced.replaceAll('ŋ', 'ng').replaceAll('Ŋ', 'Ng')];
	const known = letters.map((letter) =>
		KNOWN.test(letter) ? letter : [...letter.normalize('NFKD')].filter((part) => KNOWN.test(part)).join(''),
	);
	return known.join('').replaceAll(/ +/g, ' ').trim();
}
