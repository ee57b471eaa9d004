import type { RegionView } from '../protocol/analysis';
import type { Candidate, RejectionReason, Synthesis } from '../protocol/candidate';
import { printable } from './printable';
import { signed } from './signed';

const endings: Readonly<Record<Synthesis['stopped']['reason'], string>> = {
	enough: '',
	budget: ' The budget is used up; --llm-calls allows more.',
	'no-gain': ' It ended because twenty calls in a row brought next to nothing.',
	exhausted: ' The strategy has no more to propose.',
	failure: ' It ended early:',
};

/**
 * The candidates and what was rejected, for a person to read.
 *
 * @param written the file into which they were written, if they were
 */
export function printSynthesis(
	synthesis: Synthesis,
	regions: readonly RegionView[],
	written: string | undefined,
): string {
	const { file, strategy, model, considered, unusable, ledger, stopped, gVendi, candidates } = synthesis;
	const source = file === null ? 'the task definition' : printable(file);
	const failure = stopped.message === undefined ? '' : ` ${printable(stopped.message)}`;
	const lines = [
		`${source} · ${strategy} with ${printable(model)} · ${considered} proposals · ${ledger.calls} calls, some ${ledger.tokens} tokens.${endings[stopped.reason]}${failure}`,
	];
	if (unusable > 0) {
		lines.push(`  ${unusable} answers could not be used.`);
	}
	const reasons = rejections(synthesis);
	if (reasons !== '') {
		lines.push(`  Rejected: ${reasons}.`);
	}
	lines.push(...aim(synthesis));
	if (candidates.length > 0) {
		lines.push(`  G-Vendi ${gVendi.before.toFixed(2)} → ${gVendi.after.toFixed(2)} with all ${candidates.length}`, '');
	}
	for (const [index, candidate] of candidates.entries()) {
		lines.push(
			`  ${index + 1}. ${traits(candidate, file === null ? [] : regions).join(' · ')}`,
			`     ${printable(candidate.input, 200)}`,
			`     → ${printable(candidate.output, 200)}`,
		);
	}
	lines.push(...ending(candidates.length, file, written));
	return `${lines.join('\n')}\n`;
}

/** That the regions to fill were missed, if they were. */
function aim({ considered, candidates, rejected }: Synthesis): readonly string[] {
	const makingUp = candidates.filter(({ offTarget }) => offTarget === true).length;
	const missed = makingUp + rejected.filter(({ reason }) => reason === 'off-target').length;
	if (missed === 0) {
		return [];
	}
	const place = makingUp === 0 ? '' : ` ${makingUp} of the others that add most make up the number.`;
	return [`  ${missed} of ${considered} proposals fell outside the regions to fill.${place}`];
}

function traits(
	{ gain, region, vScore, verification, origin, offTarget }: Candidate,
	regions: readonly RegionView[],
): readonly string[] {
	const name = regions.find(({ id }) => id === region)?.name;
	return [
		`${signed(gain)} G-Vendi`,
		...(name === undefined ? [] : [`region “${printable(name)}”`]),
		...(offTarget === true ? ['outside the regions to fill'] : []),
		...(vScore === null ? [] : [`${signed(vScore.bitsPerToken)} bits/token`]),
		verification === undefined ? 'not verified' : `${verification.agreed} of ${verification.asked} answers agree`,
		printable(origin),
	];
}

/** "3 duplicate, 1 unverified": most frequent first. */
function rejections({ rejected }: Synthesis): string {
	const counts = new Map<RejectionReason, number>();
	for (const { reason } of rejected) {
		counts.set(reason, (counts.get(reason) ?? 0) + 1);
	}
	return [...counts]
		.toSorted(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} ${reason}`)
		.join(', ');
}

function ending(count: number, file: string | null, written: string | undefined): readonly string[] {
	if (count === 0) {
		return ['  No candidate. --json lists what was rejected, and why.'];
	}
	if (written !== undefined) {
		return ['', `  Written into ${printable(written)}.`];
	}
	return ['', `  Nothing was written; ${file === null ? '--output' : '--apply'} writes them.`];
}
