/** The smallest files that are what they say, by their own bytes. */
export const FILES = {
	'image/jpeg': Buffer.from(
		'/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
		'base64',
	),
	'image/webp': Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'),
	'audio/ogg': Buffer.from('T2dnUwACAAAAAAAAAAAAAAAAAAAAAAAAAAABE09wdXNIZWFkAQEAAIC7AAAAAAA=', 'base64'),
	'video/mp4': Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypisom'), Buffer.alloc(16)]),
	'application/pdf': Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
	'text/vcard': Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Paul\r\nTEL:+237690000001\r\nEND:VCARD\r\n'),
	'application/x-msdownload': Buffer.from('MZ\u0000\u0001not for phones'),
} as const;
export type FileType = keyof typeof FILES;
