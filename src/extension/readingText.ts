import * as l10n from '@vscode/l10n';
import { decimal, signed } from '../base/writtenNumbers';
import type { Analysis, DemonstrationView } from '../protocol/analysis';
import { numbersOf } from '../protocol/analysis';
import { marked } from './summary';

const bars = '▁▂▃▄▅▆▇█';
const separator = ' · ';

/** "Demonstration 3 · 41 tokens · contributes +0.42 · twin 7 (0.93)": what is known of one demonstration, in a line. */
export function demonstrationLine(analysis: Analysis, { id, tokens, contribution, twin }: DemonstrationView): string {
	const numbers = numbersOf(analysis.demonstrations);
	return [
		l10n.t('Demonstration {0}', numbers.get(id) ?? ''),
		...(tokens === undefined ? [] : [l10n.t('{0} tokens', tokens)]),
		...(contribution === undefined ? [] : [l10n.t('contributes {0}', signed(contribution, 2))]),
		...(twin === undefined ? [] : [l10n.t('twin {0} ({1})', numbers.get(twin.id) ?? '', decimal(twin.similarity, 2))]),
	].join(separator);
}

/** The same as sentences for a hover; the first is its title. Nothing in them is other people's text. */
export function readingSentences(analysis: Analysis, view: DemonstrationView): readonly string[] {
	const { tokens, truncated, contribution, twin, vScore } = view;
	const numbers = numbersOf(analysis.demonstrations);
	return [
		l10n.t('Demonstration {0} of {1}', numbers.get(view.id) ?? '', analysis.count),
		...(tokens === undefined
			? []
			: [truncated === true ? l10n.t('{0} tokens, read in part', tokens) : l10n.t('{0} tokens', tokens)]),
		...(contribution === undefined
			? []
			: [
					marked(
						l10n.t(
							'Contribution {0} to a diversity of {1}',
							signed(contribution, 2),
							decimal(analysis.scores?.gVendi ?? 0, 1),
						),
						analysis,
						'diversity',
					),
				]),
		...(twin === undefined
			? []
			: [
					l10n.t(
						'Nearest other: demonstration {0} (cosine {1})',
						numbers.get(twin.id) ?? '',
						decimal(twin.similarity, 2),
					),
				]),
		...(vScore === undefined
			? []
			: [
					marked(
						l10n.t('V-Score {0} bits/token ({1} bits)', signed(vScore.bitsPerToken, 2), signed(vScore.bits, 2)),
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
	return `${bar} ${signed(contribution, 2)}`;
}
