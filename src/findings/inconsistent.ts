import * as l10n from '@vscode/l10n';
import { decimal } from '../base/writtenNumbers';
import { robustScores } from '../numeric/statistics';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** With fewer demonstrations than this a spread says nothing. */
const smallestSet = 5;

/**
 * A demonstration that the task definition makes less expected, and far less so than it does the others: its V-Score is
 * negative and an outlier of the set.
 */
export const inconsistent: Rule = {
	id: 'inconsistent',
	defaultSeverity: 'information',
	enabledByDefault: true,
	restsOn: 'consistency',
	check: ({ set, vScores = [], limits = defaultLimits }) => {
		const read = set.demonstrations.flatMap((demonstration, index) => {
			const vScore = vScores[index];
			return vScore === undefined ? [] : [{ demonstration, bitsPerToken: vScore.bitsPerToken }];
		});
		if (read.length < smallestSet) {
			return [];
		}
		const scores = robustScores(read.map(({ bitsPerToken }) => bitsPerToken));
		return read.flatMap(({ demonstration: { id, span }, bitsPerToken }, index) => {
			if (bitsPerToken >= 0 || (scores[index] ?? 0) >= -limits.robustScore) {
				return [];
			}
			const bits = decimal(Math.abs(bitsPerToken), 2);
			const message = l10n.t(
				'The task definition makes this demonstration less expected (by {0} bits a token), unlike the others: check that it belongs to the task.',
				bits,
			);
			return [{ demonstration: id, span, message, related: [] }];
		});
	},
};
