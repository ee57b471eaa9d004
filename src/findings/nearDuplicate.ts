import * as l10n from '@vscode/l10n';
import { finished, type Steps } from '../base/steps';
import { outputText, type Demonstration, type DemonstrationSet } from '../demonstrations/demonstration';
import { LikenessIndex } from '../text/likeness';
import { normalizedText } from '../text/words';
import { numbersOf } from '../protocol/analysis';
import { defaultLimits } from './limits';
import type { FindingContext, Rule, RuleFinding } from './rule';

/** Outputs may be worded more freely: the same answer in other words repeats its sibling all the same. */
const leastOutputLikeness = 0.5;

const slotName = /^[\p{L}_][\p{L}\p{N}_]*:/u;

/**
 * A demonstration that says nearly what an earlier one says: inputs alike in words, and outputs that are equal, alike
 * in words, or end in the same number, as worked answers do.
 *
 * Words alone decide. Demonstrations of one label or one template have like gradients whatever their content, and so
 * they have embeddings: on the paraphrases and look-alikes of the fixture the built-in probe's cosines tell the two apart
 * no better than chance (area under the curve 0.50 to 0.58 where the outputs are equal), and words do (0.99).
 */
export const nearDuplicate: Rule = {
	id: 'near-duplicate',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: context => finished(steps(context)),
	steps,
};

function* steps({ set, limits = defaultLimits }: FindingContext): Steps<RuleFinding[]> {
	const { demonstrations } = set;
	const originals = yield* knownOriginals(set, limits.inputLikeness);
	const numbers = numbersOf(demonstrations);
	return demonstrations.flatMap(({ id, span }, index) => {
		const original = originals.get(index);
		if (original === undefined) {
			return [];
		}
		const number = numbers.get(original.id) ?? '';
		const message = original.isSame
			? l10n.t('Says the same as demonstration {0}.', number)
			: l10n.t('Says nearly the same as demonstration {0}.', number);
		return [{ demonstration: id, span, message, related: [original.id] }];
	});
}

interface Original {
	readonly id: string;
	readonly likeness: number;
	/** Word for word, but for case and white space. */
	readonly isSame: boolean;
}

type Originals = ReadonlyMap<number, Original>;

/** A set is looked at when it is read, and again when it is measured. */
const known = new WeakMap<DemonstrationSet, { readonly leastInputLikeness: number; readonly originals: Originals }>();

function* knownOriginals(set: DemonstrationSet, leastInputLikeness: number): Steps<Originals> {
	const before = known.get(set);
	if (before?.leastInputLikeness === leastInputLikeness) {
		return before.originals;
	}
	const originals = yield* originalsOf(set.demonstrations, leastInputLikeness);
	known.set(set, { leastInputLikeness, originals });
	return originals;
}

/**
 * For each demonstration that repeats an earlier one, the earlier one that it repeats most.
 *
 * @param leastInputLikeness inputs this alike in words say the same
 */
function* originalsOf(demonstrations: readonly Demonstration[], leastInputLikeness: number): Steps<Originals> {
	const outputTexts: string[] = [];
	const originals = new Map<number, Original>();
	const firstOfText = new Map<string, string>();
	for (const [index, demonstration] of demonstrations.entries()) {
		const { id, input } = demonstration;
		const output = normalizedText(outputText(demonstration));
		outputTexts.push(output);
		const key = JSON.stringify([normalizedText(input.text), output]);
		const first = firstOfText.get(key);
		if (first === undefined) {
			firstOfText.set(key, id);
		} else {
			originals.set(index, { id: first, likeness: Infinity, isSame: true });
		}
		yield;
	}

	// Exact copies are settled: they take no part in the comparison, nor in what is rare.
	const inputs = yield* LikenessIndex.steps(
		demonstrations.map(({ input }, index) => (originals.has(index) ? '' : input.text)),
	);
	const results = new Map<number, string | undefined>();
	const resultOf = (index: number): string | undefined => {
		if (!results.has(index)) {
			results.set(index, lastNumber(outputTexts[index] ?? ''));
		}
		return results.get(index);
	};
	let outputs: LikenessIndex | undefined;
	for (const { first, second, likeness } of yield* inputs.pairSteps(leastInputLikeness)) {
		const original = demonstrations[first];
		const isAlike =
			outputTexts[first] === outputTexts[second] ||
			(resultOf(first) !== undefined && resultOf(first) === resultOf(second)) ||
			(outputs ??= yield* LikenessIndex.steps(outputTexts)).between(first, second) >= leastOutputLikeness;
		if (
			original !== undefined &&
			isAlike &&
			haveSameSlots(original, demonstrations[second]) &&
			likeness > (originals.get(second)?.likeness ?? 0)
		) {
			originals.set(second, { id: original.id, likeness, isSame: false });
		}
	}
	return originals;
}

function haveSameSlots(first: Demonstration, second: Demonstration | undefined): boolean {
	return second !== undefined && slotsOf(outputText(first)) === slotsOf(outputText(second));
}

/** The names in an output of several lines that has one on each, as "date: Sunday"; with others it says something else. */
function slotsOf(output: string): string {
	const names = output
		.trim()
		.split(/\s*\n\s*/)
		.map(line => slotName.exec(line)?.[0]);
	return names.length < 2 || names.includes(undefined) ? '' : names.toSorted().join('');
}

/** The number that a worked answer ends in, give or take punctuation and a unit. */
function lastNumber(text: string): string | undefined {
	return /(\p{N}+(?:[.,]\p{N}+)*)[^\p{N}]{0,12}$/u.exec(text)?.[1];
}
