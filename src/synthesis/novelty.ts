import type { Example } from '../probe/probeModel';
import { normalizedText } from '../text/words';

/** Remembers inputs by their normalised text and says which ones are new. */
export class NoveltyFilter {
	private readonly seen = new Set<string>();

	constructor(known: readonly Example[]) {
		for (const example of known) {
			this.admit(example);
		}
	}

	/** True the first time an input is seen. */
	admit(example: Example): boolean {
		const key = normalizedText(example.input);
		const isNew = !this.seen.has(key);
		this.seen.add(key);
		return isNew;
	}
}
