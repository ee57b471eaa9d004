import { outputText, type Demonstration } from '../demonstrations/demonstration';
import { LikenessIndex } from '../text/likeness';
import { normalizedText } from '../text/words';
import type { Rule } from './rule';

/** Inputs this alike in words say the same. Calibrated on test/fixtures/paraphrases.json. */
const leastInputLikeness = 0.74;
/** Outputs may be worded more freely: the same answer in other words repeats its sibling all the same. */
const leastOutputLikeness = 0.5;

/**
 * A demonstration that says nearly what an earlier one says: inputs alike in words, and outputs equal or alike. Likeness of gradients
 * counts for nothing here, because demonstrations of one label have like gradients whatever their input says.
 */
export const nearDuplicate: Rule = {
	id: 'near-duplicate',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set: { demonstrations } }) => {
		const originals = originalsOf(demonstrations);
		return demonstrations.flatMap(({ id, span }, index) => {
			const original = originals.get(index);
			if (original === undefined) {
				return [];
			}
			const says = original.isSame ? 'Says the same' : 'Says nearly the same';
			const message = `${says} as demonstration ${original.id}.`;
			return [{ demonstration: id, span, message, related: [original.id] }];
		});
	},
};

interface Original {
	readonly id: string;
	readonly likeness: number;
	/** Word for word, but for case and white space. */
	readonly isSame: boolean;
}

/** For each demonstration that repeats an earlier one, the earlier one that it repeats most. */
function originalsOf(demonstrations: readonly Demonstration[]): Map<number, Original> {
	const inputs = new LikenessIndex(demonstrations.map(({ input }) => input.text));
	const outputs = new LikenessIndex(demonstrations.map(outputText));
	const normalizedOutputs = demonstrations.map(demonstration => normalizedText(outputText(demonstration)));
	const originals = new Map<number, Original>();

	const firstOfText = new Map<string, string>();
	demonstrations.forEach(({ id, input }, index) => {
		const key = JSON.stringify([normalizedText(input.text), normalizedOutputs[index]]);
		const first = firstOfText.get(key);
		if (first === undefined) {
			firstOfText.set(key, id);
		} else {
			originals.set(index, { id: first, likeness: Infinity, isSame: true });
		}
	});
	for (const { first, second, likeness } of inputs.pairsFrom(leastInputLikeness)) {
		const isSameOutput = normalizedOutputs[first] === normalizedOutputs[second];
		const { id } = demonstrations[first] ?? {};
		if (
			id !== undefined &&
			likeness > (originals.get(second)?.likeness ?? 0) &&
			(isSameOutput || outputs.between(first, second) >= leastOutputLikeness)
		) {
			originals.set(second, { id, likeness, isSame: false });
		}
	}
	return originals;
}
