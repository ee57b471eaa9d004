import type { Span } from '../base/textRange';
import { numbersOf } from '../protocol/analysis';
import { countOf } from '../text/counts';
import { normalizedText } from '../text/words';
import type { Rule, RuleFinding } from './rule';

/** So many demonstrations are named; how many more there are is said. */
const mostNamed = 10;

/** The same input, but for case and white space, with different outputs: reported on every demonstration that has it. */
export const conflictingLabel: Rule = {
	id: 'conflicting-label',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set }) => {
		const groups = new Map<string, Answered[]>();
		for (const demonstration of set.demonstrations) {
			const { id, input, output } = demonstration;
			const key = normalizedText(input.text);
			if (key !== '' && output !== undefined) {
				const group = groups.get(key) ?? [];
				group.push({ id, span: output.span, answer: normalizedText(output.text) });
				groups.set(key, group);
			}
		}
		const numbers = numbersOf(set.demonstrations);
		const findings = [...groups.values()].flatMap(group => conflictsIn(group, numbers));
		return findings.toSorted((a, b) => (numbers.get(a.demonstration) ?? 0) - (numbers.get(b.demonstration) ?? 0));
	},
};

interface Answered {
	readonly id: string;
	readonly span: Span;
	readonly answer: string;
}

/** A finding for each demonstration of one input to which another one of them has another answer. */
function conflictsIn(
	group: readonly Answered[],
	numbers: ReadonlyMap<string, number>,
): readonly (RuleFinding & { readonly demonstration: string })[] {
	const counts = countOf(group.map(({ answer }) => answer));
	if (counts.size < 2) {
		return [];
	}
	const examples = firstOfEach(group, mostNamed);
	return group.map(({ id, span, answer }) => {
		const named = examples.filter(other => other.answer !== answer).slice(0, mostNamed);
		const others = group.length - (counts.get(answer) ?? 0) - named.length;
		const related = named.map(other => other.id);
		const places = related.map(other => String(numbers.get(other)));
		const parts = others === 0 ? places : [...places, `${others} more`];
		const message = `Has the same input as ${enumerated(parts)}, but another output.`;
		return { demonstration: id, span, message, related };
	});
}

/** The first `count` with each of the first `count + 1` answers: whatever one answers, the first that differ are among them. */
function firstOfEach(group: readonly Answered[], count: number): readonly Answered[] {
	const found = new Map<string, number>();
	return group.filter(({ answer }) => {
		const before = found.get(answer);
		const isWanted = before === undefined ? found.size <= count : before < count;
		if (isWanted) {
			found.set(answer, (before ?? 0) + 1);
		}
		return isWanted;
	});
}

function enumerated(parts: readonly string[]): string {
	return parts.length === 1
		? `demonstration ${parts.join()}`
		: `demonstrations ${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
