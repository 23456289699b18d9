import { z } from 'zod';
import { chatLink, chatNumberOf } from './branch-link.ts';
import type { Organisation } from './model.ts';
import { labelOf } from './names.ts';

export const branchSchema = z.object({
	id: z.string(),
	label: z.object({ fr: z.string(), en: z.string(), wo: z.string() }),
	address: z.string().nullable(),
	code: z.string().describe('What people send after a # to be led to this branch'),
	links: z.object({
		join: z.string().nullable().describe('Opens a chat that takes a ticket here; null without WhatsApp'),
		arrival: z.string().nullable().describe('Proves that its reader is in the room; null for who may not print its poster'),
	}),
});

/** The branches in the organisation's own order. The arrival key is for those who put up posters: `withArrival`. */
export async function listBranches(organisation: Organisation, withArrival: boolean): Promise<z.input<typeof branchSchema>[]> {
	const number = await chatNumberOf(organisation);
	return organisation.branches.map((branch) => ({
		id: branch.id,
		label: labelOf(branch.names),
		address: branch.address ?? null,
		code: branch.code,
		links: {
			join: number === null ? null : chatLink(number, branch, 'join'),
			arrival: number === null || !withArrival ? null : chatLink(number, branch, 'arrival'),
		},
	}));
}
