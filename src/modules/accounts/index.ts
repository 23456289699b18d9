import { defineModule } from '../module.ts';

export { findAccount, findManagers } from './find-accounts.ts';
export type { Account, StaffRole } from './model.ts';

/** Those who work for an organisation, and the tokens that let them in. */
export const accountsModule = defineModule({ name: 'accounts' });
