import type { Audit } from './audit/auditor.ts';
import type { Evidence } from './audit/evidence.ts';

const MOST_LINES = 12;

/** What a person reads at the end. */
export function reportOf({ plan, incidents }: Evidence, { checks, doubles, losses, figures }: Audit): string {
	const lines = [
		'',
		`seed ${plan.seed}: ${plan.size.clients} clients, ${plan.size.providers} providers, ${incidents.length} incidents`,
		'',
		...Object.entries(figures).map(([name, value]) => `  ${name.replaceAll('_', ' ').padEnd(34)}${String(value).padStart(8)}`),
		'',
		`  ${'proof'.padEnd(10)}${'looked at'.padStart(10)}${'violated'.padStart(10)}  what`,
		...checks.map(
			({ id, checked, violations, proves }) =>
				`  ${id.padEnd(10)}${String(checked).padStart(10)}${String(violations.length).padStart(10)}  ${proves}`,
		),
		'',
		`  lost ${losses}, doubled ${doubles.length}`,
		...doubles.map((line) => `    ${line}`),
	];
	for (const { id, violations, noted } of checks) {
		if (violations.length > 0) lines.push('', `  ${id} VIOLATED`, ...shown(violations));
		if (noted.length > 0) lines.push('', `  ${id}, noted (${noted.length})`, ...shown(noted, 4));
	}
	return `${lines.join('\n')}\n`;
}

function shown(lines: readonly string[], most = MOST_LINES): string[] {
	const rest = lines.length - most;
	return [...lines.slice(0, most).map((line) => `    ${line}`), ...(rest > 0 ? [`    … and ${rest} more`] : [])];
}
