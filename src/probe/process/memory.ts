import { totalmem } from 'node:os';

/** Bytes a parameter, measured: both sessions with packed weights, and a run of 512 tokens, take some 15. */
const bytesPerParameter = 18;

/** Whether the sessions of a checkpoint of so many parameters would take more memory than there is to spare. */
export function isMemoryShort(parameters: number, available = spareMemory()): boolean {
	return parameters * bytesPerParameter > available;
}

/** Bytes, limits of a container included. macOS counts its file cache as used, and frees it when asked. */
function spareMemory(): number {
	return process.platform === 'darwin'
		? Math.max(process.availableMemory(), totalmem() / 2)
		: process.availableMemory();
}
