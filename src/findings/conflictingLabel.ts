import { outputText, type Demonstration } from '../demonstrations/demonstration';
import { normalizedText } from '../text/words';
import { numbersOf } from '../protocol/analysis';
import type { Rule } from './rule';

/** The same input, but for case and white space, with different outputs: reported on every demonstration that has it. */
export const conflictingLabel: Rule = {
	id: 'conflicting-label',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set }) => {
		const byInput = new Map<string, Demonstration[]>();
		for (const demonstration of set.demonstrations) {
			const key = normalizedText(demonstration.input.text);
			if (key !== '' && demonstration.output !== undefined) {
				byInput.set(key, [...(byInput.get(key) ?? []), demonstration]);
			}
		}
		const numbers = numbersOf(set.demonstrations);
		return set.demonstrations.flatMap(demonstration => {
			const output = normalizedText(outputText(demonstration));
			const same = byInput.get(normalizedText(demonstration.input.text)) ?? [];
			const conflicting = same.filter(other => normalizedText(outputText(other)) !== output);
			if (demonstration.output === undefined || conflicting.length === 0) {
				return [];
			}
			const ids = conflicting.map(other => other.id);
			const message = `Has the same input as ${named(ids.map(id => numbers.get(id)))}, but another output.`;
			return [{ demonstration: demonstration.id, span: demonstration.output.span, message, related: ids }];
		});
	},
};

function named(ids: readonly (number | undefined)[]): string {
	return ids.length === 1
		? `demonstration ${ids.join()}`
		: `demonstrations ${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`;
}
