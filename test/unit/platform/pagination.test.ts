import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageOfShortList } from '../../../src/platform/http/pagination.ts';

test('the pages of a short list, one after the other, always give each item once and in order', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 20 }), (ids, limit) => {
			const all = ids.map((id) => ({ id }));
			const seen: string[] = [];
			let cursor: string | undefined;
			do {
				const page = pageOfShortList(all, { limit, cursor });
				expect(page.items.length).toBeLessThanOrEqual(limit);
				seen.push(...page.items.map(({ id }) => id));
				cursor = page.next_cursor ?? undefined;
			} while (cursor !== undefined);
			expect(seen).toEqual(ids);
		}),
	);
});

test('a cursor of something that has gone, or of nothing, is refused', () => {
	const { next_cursor: cursor } = pageOfShortList([{ id: 'a' }, { id: 'b' }], { limit: 1 });
	expect(() => pageOfShortList([{ id: 'b' }], { limit: 1, cursor: cursor ?? '' })).toThrow(/cursor/);
	expect(() => pageOfShortList([{ id: 'b' }], { limit: 1, cursor: 'x' })).toThrow(/cursor/);
});
