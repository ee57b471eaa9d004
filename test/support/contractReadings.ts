import type { ReadingRequest } from '../../src/probe/probeModel';
import { writeTestCheckpoint, type TestCheckpoint } from './probeCheckpoint';

/** What was read when exchanges with other people's servers were recorded (`tools/interop`), and by which checkpoint. */
export const contractRequests: readonly ReadingRequest[] = [
	{ task: 'Name the colour.', input: 'a ripe lemon', output: 'yellow', loss: 'joint', gradient: true },
	{ task: 'Name the colour.', input: 'fresh snow', output: 'white', loss: 'completion', gradient: true },
	{ task: 'Name the colour.', input: 'the sky at noon', output: 'blue', loss: 'completion', gradient: false },
];

export function writeContractCheckpoint(folder: string): Promise<TestCheckpoint> {
	return writeTestCheckpoint(folder, { seed: 9 });
}
