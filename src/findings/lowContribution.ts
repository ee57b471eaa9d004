import * as l10n from '@vscode/l10n';
import { signed } from '../base/writtenNumbers';
import type { Twin } from '../metrics/twins';
import { numbersOf } from '../protocol/analysis';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** With fewer demonstrations there is nothing that one of them could repeat. */
const smallestSet = 4;
/** In a set of which much is redundant the lowest tenth is reported, and no more than so many. */
const mostReported = 10;

/**
 * A demonstration without which the set would be as diverse: its contribution to G-Vendi is zero or less. That is said of
 * gradients alone, so it is a hint to look and never that two texts say the same. Of two that are each other's twin the
 * lower one is reported: without it the other contributes again.
 */
export const lowContribution: Rule = {
	id: 'low-contribution',
	defaultSeverity: 'information',
	enabledByDefault: true,
	restsOn: 'diversity',
	impliedBy: 'near-duplicate',
	check: ({ set: { demonstrations }, contributions = [], twins = [], limits = defaultLimits }) => {
		if (contributions.length < smallestSet) {
			return [];
		}
		const numbers = numbersOf(demonstrations);
		const reported = lowest(contributions, twins, limits.contribution);
		return demonstrations.flatMap(({ id, span }, index) => {
			if (!reported.has(index)) {
				return [];
			}
			const twin = demonstrations[twins[index]?.index ?? -1];
			const contribution = signed(contributions[index] ?? 0, 2);
			const message =
				twin === undefined
					? l10n.t('Adds next to nothing to the diversity of the set (contribution {0}).', contribution)
					: l10n.t(
							'Adds next to nothing to the diversity of the set (contribution {0}): to the probe it is much like demonstration {1}.',
							contribution,
							numbers.get(twin.id) ?? '',
						);
			return [{ demonstration: id, span, message, related: twin === undefined ? [] : [twin.id] }];
		});
	},
};

/** Places of those to report. */
function lowest(
	contributions: readonly number[],
	twins: readonly (Twin | undefined)[],
	limit: number,
): ReadonlySet<number> {
	const most = Math.min(mostReported, Math.max(1, Math.floor(contributions.length / 10)));
	const found = new Set<number>();
	const low = [...contributions.keys()].filter(index => (contributions[index] ?? Infinity) <= limit);
	for (const index of low.toSorted((a, b) => (contributions[a] ?? 0) - (contributions[b] ?? 0))) {
		if (found.size < most && !found.has(twins[index]?.index ?? -1)) {
			found.add(index);
		}
	}
	return found;
}
