import { insertTogether } from '../../platform/mongo/insert-together.ts';
import type { InboxItem } from '../input.ts';
import { InboxModel } from './model.ts';

/** While one batch waits for the journal the next one gathers; a second lets a message that comes just after not wait for all of it. */
const AT_ONCE = 2;

/** Stores an input outside any transaction (I1). False: it was there already (rule X1). */
export const storeItem: (item: InboxItem) => Promise<boolean> = insertTogether(InboxModel, { atOnce: AT_ONCE });
