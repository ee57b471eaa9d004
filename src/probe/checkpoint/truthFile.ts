import { join } from 'node:path';
import { truthSchema, type Truth } from '../truth';
import { readOptionalJson } from './checkpointFiles';

export const truthName = 'truth.json';

/**
 * What is known of the measures of the checkpoint in a folder. `undefined` where nobody measured them, or where the
 * file is of another revision or version: figures of other weights say nothing of these.
 *
 * @throws {UserError} `probe.checkpoint`: the file is not JSON
 */
export async function readTruth(folder: string, revision: string): Promise<Truth | undefined> {
	const { data } = truthSchema.safeParse(await readOptionalJson(join(folder, truthName)));
	return data?.revision === revision ? data : undefined;
}
