/**
 * How long a test waits for what has to come before it says that it does not come. Only a net under what would hang for ever: on a machine
 * that has much else to do, the clock is no judge of the program.
 */
export const PATIENCE_MS = 60_000;
/** A whole story of such waits. */
export const STORY_MS = 240_000;
