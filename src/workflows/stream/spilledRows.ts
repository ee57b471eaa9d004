/** Rows of numbers kept outside of memory, in blocks: what was appended is there again after an interruption. */
export interface SpilledRows {
	/** Rows that are there, those of an earlier run counted. */
	readonly count: number;
	/** @param rows of one length each, one behind the other; a block that `blocks` gives back as it is */
	append(rows: Float32Array): Promise<void>;
	/** From the first on, at each call; a block holds until the next is asked for. */
	blocks(): AsyncIterable<Float32Array>;
	/** Lets go of it; what is there stays for the next run. */
	close(): Promise<void>;
	/** Takes it away. */
	remove(): Promise<void>;
}

/**
 * Opens the rows of this key. Blocks that are damaged, and all after them, are gone.
 *
 * @param rowLength numbers of a row
 */
export type OpenSpill = (key: string, rowLength: number) => Promise<SpilledRows>;
