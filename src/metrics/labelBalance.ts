import { normalizedText } from '../text/words';

/** A label has at most this many words. */
const maximumLabelWords = 5;
/** So many different ones are labels no more, however large the set. */
const maximumLabels = 65_536;

/** Counts the outputs of a set that come one by one, as long as they may be labels. */
export class LabelCounter {
	private readonly labels = new Map<string, number>();
	private outputs = 0;
	private areLabels = true;

	add(output: string): void {
		if (!this.areLabels) {
			return;
		}
		const label = normalizedText(output);
		this.outputs++;
		this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
		if (label === '' || label.split(' ').length > maximumLabelWords || this.labels.size > maximumLabels) {
			this.areLabels = false;
			this.labels.clear();
		}
	}

	/**
	 * How often each label occurs, where the outputs are labels: each is of one to five words, at least one recurs, and
	 * there are no more different ones than half the demonstrations (or two), nor than 65,536. Otherwise `null`.
	 */
	counts(): ReadonlyMap<string, number> | null {
		const { labels, outputs, areLabels } = this;
		return !areLabels || labels.size === outputs || labels.size > Math.max(2, outputs / 2) ? null : labels;
	}

	/**
	 * How evenly the labels are used: their entropy as a share of its maximum, 0 (one label only) to 1 (all alike);
	 * `null` where the outputs are not labels.
	 */
	balance(): number | null {
		const counts = this.counts();
		if (counts === null) {
			return null;
		}
		if (counts.size === 1) {
			return 0;
		}
		let entropy = 0;
		for (const count of counts.values()) {
			const share = count / this.outputs;
			entropy -= share * Math.log(share);
		}
		return entropy / Math.log(counts.size);
	}
}

/** The labels of a whole set with their counts, as `LabelCounter` has them. */
export function labelCounts(outputs: readonly string[]): ReadonlyMap<string, number> | null {
	return counted(outputs).counts();
}

/** The balance of a whole set's labels, as `LabelCounter` has it. */
export function labelBalance(outputs: readonly string[]): number | null {
	return counted(outputs).balance();
}

function counted(outputs: readonly string[]): LabelCounter {
	const counter = new LabelCounter();
	outputs.forEach(output => counter.add(output));
	return counter;
}
