import * as l10n from '@vscode/l10n';
import { outputText } from '../demonstrations/demonstration';
import { normalizedText } from '../text/words';
import type { Rule } from './rule';

/** So many of the labels are named; how many more there are is said. */
const mostNamed = 8;

/** An output that is none of the labels that the configuration allows, but for case and white space. */
export const unknownLabel: Rule = {
	id: 'unknown-label',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set, labels = [] }) => {
		if (labels.length === 0) {
			return [];
		}
		const allowed = new Set(labels.map(normalizedText));
		const named = labels.slice(0, mostNamed).map(label => `“${label}”`);
		const more = labels.length - named.length;
		const list = named.join(', ');
		const message =
			more === 0
				? l10n.t('The output is none of the labels that the configuration allows: {0}.', list)
				: l10n.t('The output is none of the labels that the configuration allows: {0}, {1} more.', list, more);
		return set.demonstrations.flatMap(demonstration => {
			const { id, output } = demonstration;
			return output === undefined || allowed.has(normalizedText(outputText(demonstration)))
				? []
				: [
						{
							demonstration: id,
							span: output.span,
							message,
							related: [],
						},
					];
		});
	},
};
