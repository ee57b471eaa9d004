import * as l10n from '@vscode/l10n';
import { probabilityOf } from '../metrics/taskFit';
import { median, robustScores } from '../numeric/statistics';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** With fewer demonstrations than this a spread says nothing. */
const smallestSet = 5;

/**
 * A demonstration that rather belongs to another task, and that fits far worse than the others do: its log-odds are negative
 * and an outlier of the set.
 */
export const inconsistent: Rule = {
	id: 'inconsistent',
	defaultSeverity: 'information',
	enabledByDefault: true,
	restsOn: 'fit',
	check: ({ set, fits = [], limits = defaultLimits }) => {
		const read = set.demonstrations.flatMap((demonstration, index) => {
			const fit = fits[index];
			return fit === undefined ? [] : [{ demonstration, fit }];
		});
		if (read.length < smallestSet) {
			return [];
		}
		const all = read.map(({ fit }) => fit);
		const scores = robustScores(all);
		return read.flatMap(({ demonstration: { id, span }, fit }, index) => {
			if (fit >= 0 || (scores[index] ?? 0) >= -limits.robustScore) {
				return [];
			}
			const message = l10n.t(
				'Fits the task far worse than the others ({0} against {1} for most): check that it belongs to it.',
				percent(fit),
				percent(median(all)),
			);
			return [{ demonstration: id, span, message, related: [] }];
		});
	},
};

function percent(logOdds: number): string {
	return `${Math.round(100 * probabilityOf(logOdds))} %`;
}
