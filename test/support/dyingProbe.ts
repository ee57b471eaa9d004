import type { ProbeModel } from '../../src/probe/probeModel';
import { FakeProbe } from './fakeProbe';

/** A probe that ends after so many reads. */
export function dyingProbe(reads: number): ProbeModel {
	const probe = new FakeProbe();
	let left = reads;
	return {
		describe: () => probe.describe(),
		read: (requests, options) => (left-- > 0 ? probe.read(requests, options) : Promise.reject(new Error('it died'))),
		dispose: () => probe.dispose(),
	};
}
