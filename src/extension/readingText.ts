import type { Analysis, DemonstrationView } from '../protocol/analysis';
import { numbersOf } from '../protocol/analysis';
import { marked, signed } from './summary';

const bars = '▁▂▃▄▅▆▇█';
const separator = ' · ';

/** "Demonstration 3 · 41 tokens · contributes +0.42 · twin 7 (0.93)": what is known of one demonstration, in a line. */
export function demonstrationLine(analysis: Analysis, { id, tokens, contribution, twin }: DemonstrationView): string {
	const numbers = numbersOf(analysis.demonstrations);
	return [
		`Demonstration ${numbers.get(id)}`,
		...(tokens === undefined ? [] : [`${tokens} tokens`]),
		...(contribution === undefined ? [] : [`contributes ${signed(contribution)}`]),
		...(twin === undefined ? [] : [`twin ${numbers.get(twin.id)} (${twin.similarity.toFixed(2)})`]),
	].join(separator);
}

/** The same as sentences for a hover; the first is its title. Nothing in them is other people's text. */
export function readingSentences(analysis: Analysis, view: DemonstrationView): readonly string[] {
	const { tokens, truncated, contribution, twin, vScore } = view;
	const numbers = numbersOf(analysis.demonstrations);
	return [
		`Demonstration ${numbers.get(view.id)} of ${analysis.count}`,
		...(tokens === undefined ? [] : [`${tokens} tokens${truncated === true ? ', read in part' : ''}`]),
		...(contribution === undefined
			? []
			: [
					marked(
						`Contribution ${signed(contribution)} to a diversity of ${(analysis.scores?.gVendi ?? 0).toFixed(1)}`,
						analysis,
						'diversity',
					),
				]),
		...(twin === undefined
			? []
			: [`Nearest other: demonstration ${numbers.get(twin.id)} (cosine ${twin.similarity.toFixed(2)})`]),
		...(vScore === undefined
			? []
			: [
					marked(
						`V-Score ${signed(vScore.bitsPerToken)} bits/token (${signed(vScore.bits)} bits)`,
						analysis,
						'consistency',
					),
				]),
	];
}

/** "▅ +0.42": a contribution beside the greatest of its set; one that is not above zero has the lowest bar. */
export function contributionHint(contribution: number, greatest: number): string {
	const share = greatest > 0 ? Math.max(0, contribution / greatest) : 0;
	const bar = bars[Math.min(bars.length - 1, Math.floor(share * bars.length))] ?? '';
	return `${bar} ${signed(contribution)}`;
}
