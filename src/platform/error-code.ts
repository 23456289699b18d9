/** The `code` of a system error (`ENOENT`) or a library's; undefined when the thing thrown has none. Not by `instanceof`: errors cross realms. */
export function errorCode(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}
