import type { ProbeModel, Reading, ReadingRequest } from '../../src/probe/probeModel';

/** A probe that reads each text once in a run, and says how many it has read. */
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
		const keys = requests.map(request => JSON.stringify(request));
		const missing = new Map<string, ReadingRequest>();
		requests.forEach((request, index) => {
			const key = keys[index] ?? '';
			if (!this.known.has(key)) {
				missing.set(key, request);
			}
		});
		const names = [...missing.keys()];
		await this.inner.read([...missing.values()], {
			onReading: (index, reading) => {
				this.known.set(names[index] ?? '', reading);
				this.onReading(this.known.size);
			},
		});
		return keys.map(key => {
			const reading = this.known.get(key);
			if (reading === undefined) {
				throw new Error('the probe gave no reading');
			}
			return reading;
		});
	}

	dispose(): void {
		this.inner.dispose();
	}
}
