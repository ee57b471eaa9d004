/** Keeps what a long run has done so far, so that after an interruption the next one goes on from there. */
export interface Unfinished {
	/** Exactly what was saved last under this key; nothing where it is missing or damaged. */
	load(key: string): Promise<Uint8Array | undefined>;
	/** May be left out where it was done a moment ago. */
	save(key: string, state: () => Uint8Array): Promise<void>;
	remove(key: string): Promise<void>;
}
