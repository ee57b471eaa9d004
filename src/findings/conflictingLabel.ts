import * as l10n from '@vscode/l10n';
import type { Span } from '../base/textRange';
import { numbersOf } from '../protocol/analysis';
import { finalAnswerOf } from '../demonstrations/prompts/finalAnswer';
import { outputText } from '../demonstrations/demonstration';
import { labelCounts } from '../metrics/labelBalance';
import { countOf } from '../text/counts';
import { normalizedText, words } from '../text/words';
import type { Rule, RuleFinding } from './rule';

/** So many demonstrations are named; how many more there are is said. */
const mostNamed = 10;

/** So short outputs are answers of which one is right. */
const fewWords = 3;

/**
 * The same input, but for case and white space, with different outputs: reported on every demonstration that has it. Outputs
 * in free text do not conflict, since several may be right.
 */
export const conflictingLabel: Rule = {
	id: 'conflicting-label',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set, labels = [] }) => {
		const areLabels = labels.length > 0 || labelCounts(set.demonstrations.map(outputText)) !== null;
		const groups = new Map<string, Answered[]>();
		for (const demonstration of set.demonstrations) {
			const { id, input, output } = demonstration;
			const key = normalizedText(input.text);
			const answer = output === undefined ? undefined : definiteAnswer(output.text, areLabels);
			if (key !== '' && output !== undefined && answer !== undefined) {
				const group = groups.get(key) ?? [];
				group.push({ id, span: output.span, answer: normalizedText(answer) });
				groups.set(key, group);
			}
		}
		const numbers = numbersOf(set.demonstrations);
		const findings = [...groups.values()].flatMap(group => conflictsIn(group, numbers));
		return findings.toSorted((a, b) => (numbers.get(a.demonstration) ?? 0) - (numbers.get(b.demonstration) ?? 0));
	},
};

/** What an output answers, where one answer excludes another: a label, a few words, JSON, or what its last line announces. */
function definiteAnswer(output: string, areLabels: boolean): string | undefined {
	const announced = finalAnswerOf(output, { start: 0, end: output.trimEnd().length })?.answer;
	if (announced !== undefined) {
		return output.slice(announced.start, announced.end);
	}
	return areLabels || /^\s*[[{]/.test(output) || words(output).length <= fewWords ? output : undefined;
}

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
		return { demonstration: id, span, message: sameInputAs(places, others), related };
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

function sameInputAs(places: readonly string[], others: number): string {
	const [last = ''] = places.slice(-1);
	if (others > 0) {
		return l10n.t(
			'Has the same input as demonstrations {0} and {1} more, but another output.',
			places.join(', '),
			others,
		);
	}
	return places.length === 1
		? l10n.t('Has the same input as demonstration {0}, but another output.', last)
		: l10n.t(
				'Has the same input as demonstrations {0} and {1}, but another output.',
				places.slice(0, -1).join(', '),
				last,
			);
}
