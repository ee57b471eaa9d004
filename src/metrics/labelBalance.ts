import { normalizedText } from '../text/words';

/** A label has at most this many words. */
const maximumLabelWords = 5;

/**
 * How often each label occurs, where the outputs of a set are labels: each is of one to five words, at least one recurs,
 * and there are no more different ones than half the demonstrations (or two). Otherwise `null`.
 */
export function labelCounts(outputs: readonly string[]): ReadonlyMap<string, number> | null {
	const counts = new Map<string, number>();
	for (const output of outputs) {
		const label = normalizedText(output);
		if (label === '' || label.split(' ').length > maximumLabelWords) {
			return null;
		}
		counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	return counts.size === outputs.length || counts.size > Math.max(2, outputs.length / 2) ? null : counts;
}

/**
 * How evenly a set's labels are used: their entropy as a share of its maximum, 0 (one label only) to 1 (all alike);
 * `null` where its outputs are not labels.
 */
export function labelBalance(outputs: readonly string[]): number | null {
	const counts = labelCounts(outputs);
	if (counts === null) {
		return null;
	}
	if (counts.size === 1) {
		return 0;
	}
	let entropy = 0;
	for (const count of counts.values()) {
		const share = count / outputs.length;
		entropy -= share * Math.log(share);
	}
	return entropy / Math.log(counts.size);
}
