/** Steps from the root of the document to the value at fault: `['organisations', 0, 'providers', 3, 'phone']`. */
export type Path = readonly (string | number)[];

/** One thing wrong with an import file. `key`: the fault is the name of the last step itself, not its value. */
export interface Problem {
	path: Path;
	message: string;
	key?: boolean;
}

/** `organisations[0].providers[3].phone`. */
export function showPath(path: Path): string {
	return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
