import * as l10n from '@vscode/l10n';
import { decimal } from '../base/writtenNumbers';
import { outputText } from '../demonstrations/demonstration';
import { LabelCounter } from '../metrics/labelBalance';
import { normalizedText } from '../text/words';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** With fewer demonstrations no distribution can be told. */
const smallestSet = 6;
/** Demonstrations of the rarest labels that are linked. */
const mostRelated = 5;

/** Outputs that are labels, of which one stands for nearly everything: one finding about the whole set. */
export const labelImbalance: Rule = {
	id: 'label-imbalance',
	defaultSeverity: 'information',
	enabledByDefault: true,
	check: ({ set: { demonstrations }, limits = defaultLimits }) => {
		const counter = new LabelCounter();
		demonstrations.forEach(demonstration => counter.add(outputText(demonstration)));
		const counts = counter.counts();
		const balance = counter.balance();
		if (demonstrations.length < smallestSet || counts === null || balance === null || balance >= limits.labelBalance) {
			return [];
		}
		const [[commonest, most] = ['', 0], ...others] = [...counts].toSorted(([, a], [, b]) => b - a);
		const labelOf = demonstrations.map(demonstration => normalizedText(outputText(demonstration)));
		const first = demonstrations[labelOf.indexOf(commonest)];
		if (first === undefined) {
			return [];
		}
		const name = outputText(first).trim();
		const message =
			others.length === 0
				? l10n.t('Every demonstration has the output “{0}”: nothing shows when another one is right.', name)
				: unevenly(name, most, demonstrations.length, others.length, decimal(balance, 2));
		const related = demonstrations.filter((_, index) => labelOf[index] !== commonest).slice(0, mostRelated);
		return [{ span: first.output?.span ?? first.span, message, related: related.map(({ id }) => id) }];
	},
};

/** @param count demonstrations with the commonest label, of `total` */
function unevenly(name: string, count: number, total: number, otherLabels: number, balance: string): string {
	return otherLabels === 1
		? l10n.t(
				'{0} of {1} demonstrations have the output “{2}”, and the other label has {3}: label balance is {4}.',
				count,
				total,
				name,
				total - count,
				balance,
			)
		: l10n.t(
				'{0} of {1} demonstrations have the output “{2}”, and the other {3} labels have {4}: label balance is {5}.',
				count,
				total,
				name,
				otherLabels,
				total - count,
				balance,
			);
}
