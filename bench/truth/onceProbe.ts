import { joinReadings, singleLosses } from '../../src/probe/reading/bothLosses';
import type { ProbeModel, Reading, ReadingRequest } from '../../src/probe/probeModel';

/** A probe that reads each text once in a run and by each loss, and says how many it has read. */
export class OnceProbe implements ProbeModel {
	private readonly known = new Map<string, Reading>();

	constructor(
		private readonly inner: ProbeModel,
		private readonly onReading: (count: number) => void,
	) {}

	describe(): ReturnType<ProbeModel['describe']> {
		return this.inner.describe();
	}

	async read(requests: readonly ReadingRequest[]): Promise<readonly Reading[]> {
		const singles = requests.map(singleLosses);
		const missing = new Map<string, ReadingRequest>();
		for (const single of singles.flat()) {
			const key = JSON.stringify(single);
			if (!this.known.has(key)) {
				missing.set(key, single);
			}
		}
		const keys = [...missing.keys()];
		await this.inner.read([...missing.values()], {
			onReading: (index, reading) => {
				this.known.set(keys[index] ?? '', reading);
				this.onReading(this.known.size);
			},
		});
		return singles.map(parts => joinReadings(parts.map(single => this.reading(single))));
	}

	private reading(single: ReadingRequest): Reading {
		const reading = this.known.get(JSON.stringify(single));
		if (reading === undefined) {
			throw new Error('the probe gave no reading');
		}
		return reading;
	}

	dispose(): void {
		this.inner.dispose();
	}
}
