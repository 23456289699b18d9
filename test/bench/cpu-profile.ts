import { z } from 'zod';

const Profile = z.object({
	nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }) })),
	samples: z.array(z.number()),
	timeDeltas: z.array(z.number()),
});

/** A regular expression's name is its whole source. */
const LONGEST_NAME = 60;

/** The functions with the most time of their own, by package for those of others; idle time left out. */
export function hottest(cpuprofile: string, most: number): { where: string; share: number }[] {
	const { nodes, samples, timeDeltas } = Profile.parse(JSON.parse(cpuprofile));
	const names = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame.url, callFrame.functionName)]));
	const spent = new Map<string, number>();
	samples.forEach((node, i) => {
		const name = names.get(node) ?? '';
		if (!/^node (\(idle\)|\(program\))$/.test(name)) spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[i] ?? 0));
	});
	const total = [...spent.values()].reduce((sum, one) => sum + one, 0);
	return [...spent]
		.map(([where, time]) => ({ where, share: time / total }))
		.sort((a, b) => b.share - a.share)
		.slice(0, most);
}

function placeOf(url: string, name: string): string {
	const [, packaged] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
	if (packaged !== undefined) return packaged;
	const [, own] = /\/(src\/.+)$/.exec(url) ?? [];
	return own === undefined ? `node ${(name || '(anonymous)').slice(0, LONGEST_NAME)}` : own;
}
