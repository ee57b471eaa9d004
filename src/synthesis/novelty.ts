import { createHash } from 'node:crypto';
import type { Example } from '../probe/probeModel';
import { normalizedText } from '../text/words';

/** Of a hash, so that a million long texts fit into memory: enough that no two of 10⁹ are taken for one. */
const keyBytes = 12;

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
		const key = createHash('sha256').update(normalizedText(example.input)).digest().toString('latin1', 0, keyBytes);
		const isNew = !this.seen.has(key);
		this.seen.add(key);
		return isNew;
	}
}
