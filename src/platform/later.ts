/** So many minutes after a moment; before it when there are fewer than none. */
export function minutesAfter(at: Date, minutes: number): Date {
	return secondsAfter(at, minutes * 60);
}

/** The same in seconds. */
export function secondsAfter(at: Date, seconds: number): Date {
	return new Date(at.getTime() + seconds * 1000);
}
