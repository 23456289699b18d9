import { defineModule } from '../module.ts';
import { personalData } from './personal-data.ts';

export { authenticator, issueToken } from './authenticate.ts';
export { runToken } from './cli.ts';
export { findAccount, findFirstOf, findManagers } from './find-accounts.ts';
export type { Account, StaffRole } from './model.ts';
export { accountNames, removeAccounts } from './remove-accounts.ts';
export { requireBranch } from './require-branch.ts';
export { saveAccounts } from './save-accounts.ts';

/** Those who work for an organisation, and the tokens that let them in. */
export const accountsModule = defineModule({ name: 'accounts', personalData });
