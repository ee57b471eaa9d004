import { numbersOf } from '../protocol/analysis';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** With fewer demonstrations there is nothing that one of them could repeat. */
const smallestSet = 4;

/**
 * A demonstration without which the set would be as diverse: its contribution to G-Vendi is zero or less. That is said of
 * gradients alone, so it is a hint to look and never that two texts say the same.
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
		return demonstrations.flatMap(({ id, span }, index) => {
			const contribution = contributions[index] ?? Infinity;
			const twin = demonstrations[twins[index]?.index ?? -1];
			if (contribution > limits.contribution) {
				return [];
			}
			const what = `Adds next to nothing to the diversity of the set (contribution ${signed(contribution)})`;
			return [
				{
					demonstration: id,
					span,
					message:
						twin === undefined
							? `${what}.`
							: `${what}: to the probe it is much like demonstration ${numbers.get(twin.id)}.`,
					related: twin === undefined ? [] : [twin.id],
				},
			];
		});
	},
};

function signed(value: number): string {
	const text = Math.abs(value).toFixed(2);
	return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
