import type { RegionView } from '../protocol/analysis';
import type { Suggestions } from '../protocol/candidate';
import { printable } from './printable';
import { signed } from './signed';

/** The candidates for a person to read. */
export function printSuggestions(suggestions: Suggestions, regions: readonly RegionView[], applied: boolean): string {
	const { file, pool, considered, gVendi, candidates } = suggestions;
	const lines = [`${printable(file)} · ${considered} entries of ${printable(pool)} read`];
	if (candidates.length === 0) {
		lines.push('  No entry of the pool raises G-Vendi. Try another pool.');
	} else {
		lines.push(`  G-Vendi ${gVendi.before.toFixed(2)} → ${gVendi.after.toFixed(2)} with all ${candidates.length}`, '');
	}
	for (const [index, candidate] of candidates.entries()) {
		const region = regions.find(({ id }) => id === candidate.region)?.name ?? String(candidate.region);
		const consistency = candidate.vScore === null ? '' : ` · ${signed(candidate.vScore.bitsPerToken)} bits/token`;
		lines.push(
			`  ${index + 1}. ${signed(candidate.gain)} G-Vendi · region “${printable(region)}”${consistency} · ${printable(candidate.origin)}`,
			`     ${printable(candidate.input, 200)}`,
			`     → ${printable(candidate.output, 200)}`,
		);
	}
	if (candidates.length > 0) {
		lines.push('', applied ? `  Written into ${printable(file)}.` : '  Nothing was written; --apply writes them.');
	}
	return `${lines.join('\n')}\n`;
}
