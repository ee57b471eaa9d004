import { normalizedText } from '../text/words';

/** A label has at most this many words. */
const maximumLabelWords = 5;
/** So many different ones are labels no more, however large the set. */
const maximumLabels = 65_536;

/** Counts the outputs of a set that come one by one, as long as they may be labels. */
export class LabelCounter {
	private readonly labels: Map<string, number>;
	private readonly areGiven: boolean;
	private outputs = 0;
	private areLabels = true;

	/** @param allowed every output that the task allows, where that is known: labels then, of any length, also those unused */
	constructor(allowed: readonly string[] = []) {
		this.labels = new Map(allowed.map(label => [normalizedText(label), 0]));
		this.areGiven = this.labels.size > 0;
	}

	add(output: string): void {
		if (!this.areLabels) {
			return;
		}
		const label = normalizedText(output);
		if (this.areGiven) {
			const count = this.labels.get(label);
			if (count !== undefined) {
				this.outputs++;
				this.labels.set(label, count + 1);
			}
			return;
		}
		this.outputs++;
		this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
		if (label === '' || label.split(' ').length > maximumLabelWords || this.labels.size > maximumLabels) {
			this.areLabels = false;
			this.labels.clear();
		}
	}

	/**
	 * How often each label occurs, where the outputs are labels: each is of one to five words, at least one recurs, and
	 * there are no more different ones than half the demonstrations (or two), nor than 65,536. Otherwise `null`. Labels that
	 * are known count as such; what is none of them is left out.
	 */
	counts(): ReadonlyMap<string, number> | null {
		const { labels, outputs, areLabels } = this;
		if (this.areGiven) {
			return labels;
		}
		return !areLabels || labels.size === outputs || labels.size > Math.max(2, outputs / 2) ? null : labels;
	}

	/**
	 * How evenly the labels are used: their entropy as a share of its maximum, 0 (one label only) to 1 (all alike);
	 * `null` where the outputs are not labels.
	 */
	balance(): number | null {
		const counts = this.counts();
		if (counts === null || this.outputs === 0) {
			return null;
		}
		if (counts.size === 1) {
			return 0;
		}
		let entropy = 0;
		for (const count of counts.values()) {
			const share = count / this.outputs;
			entropy -= share === 0 ? 0 : share * Math.log(share);
		}
		return entropy / Math.log(counts.size);
	}
}

/** The labels of a whole set with their counts, as `LabelCounter` has them. */
export function labelCounts(outputs: readonly string[]): ReadonlyMap<string, number> | null {
	return counted(outputs).counts();
}

/** The balance of a whole set's labels, as `LabelCounter` has it. */
export function labelBalance(outputs: readonly string[], allowed?: readonly string[]): number | null {
	return counted(outputs, allowed).balance();
}

function counted(outputs: readonly string[], allowed?: readonly string[]): LabelCounter {
	const counter = new LabelCounter(allowed);
	outputs.forEach(output => counter.add(output));
	return counter;
}
