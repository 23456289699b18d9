import { codeIn } from '../../../conversation/precedence/code.ts';

/** Whether a message that holds `#code` is understood as this code. */
export function isPlaceCode(code: string): boolean {
	const found = codeIn(`#${code}`);
	return found?.code === code && found.arrival_key === undefined && found.ticket_key === undefined;
}
