import type { Selection } from '../protocol/selection';
import { printable } from './printable';
import { signed } from './signed';

/** The chosen demonstrations for a person to read. */
export function printSelection(selection: Selection, written: string | undefined): string {
	const { file, count, inconsistent, disallowed, gVendi, demonstrations } = selection;
	const { mean, lowest, highest, draws } = gVendi.random;
	const lines = [
		`${printable(file)} · ${demonstrations.length} chosen of ${count}`,
		`  G-Vendi ${gVendi.chosen.toFixed(2)}; ${draws} random choices of as many reach ${mean.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`,
	];
	if (inconsistent > 0) {
		lines.push(`  ${inconsistent} left out below the floor of consistency`);
	}
	if (disallowed > 0) {
		lines.push(`  ${disallowed} left out, as the configuration does not allow their output`);
	}
	lines.push('');
	for (const { id, input, output, rank, gain, vScore } of demonstrations) {
		const consistency = vScore === null ? '' : ` · ${signed(vScore.bitsPerToken)} bits/token`;
		lines.push(
			`  #${id} · chosen ${ordinal(rank)} · ${signed(gain)} G-Vendi${consistency}`,
			`     ${printable(input, 200)}`,
			`     → ${printable(output, 200)}`,
		);
	}
	lines.push(
		'',
		written === undefined ? '  Nothing was written; --output writes them.' : `  Written into ${printable(written)}.`,
	);
	return `${lines.join('\n')}\n`;
}

function ordinal(rank: number): string {
	const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
	const ending = rank % 100 > 10 && rank % 100 < 14 ? undefined : endings[rank % 10];
	return `${rank}${ending ?? 'th'}`;
}
