/** Who may see the lines of a branch: what they may see and do there their account says. */
export const STAFF = ['counter', 'agent', 'manager', 'admin'] as const;
export const TAG = 'queues';
