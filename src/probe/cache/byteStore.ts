/** Keeps bytes under keys. It never fails its user: what cannot be read is missing, what cannot be written is not kept. */
export interface ByteStore {
	get(key: string): Promise<Uint8Array | undefined>;
	put(key: string, data: Uint8Array): Promise<void>;
	/** What is being written is still written. */
	dispose(): void;
}
