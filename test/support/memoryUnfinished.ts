import type { Unfinished } from '../../src/workflows/stream/unfinished';

/** What runs have left, in memory. */
export class MemoryUnfinished implements Unfinished {
	readonly states = new Map<string, Uint8Array>();
	load(key: string): Promise<Uint8Array | undefined> {
		return Promise.resolve(this.states.get(key));
	}
	save(key: string, state: () => Uint8Array): Promise<void> {
		this.states.set(key, state());
		return Promise.resolve();
	}
	remove(key: string): Promise<void> {
		this.states.delete(key);
		return Promise.resolve();
	}
}
