/** Under which id a person's file is kept: the input it came with, and its place there. The same however often it is fetched. */
export function mediaId(inboxItem: string, place: number): string {
	return `${inboxItem}-${place}`;
}
