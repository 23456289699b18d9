/** What this room needs of the program's log (winston's fits): a line and its details, never personal data or an SDK error as it is. */
export interface LogPort {
	warn(message: string, details?: Record<string, unknown>): unknown;
	error(message: string, details?: Record<string, unknown>): unknown;
}
