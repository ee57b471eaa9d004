import { join } from 'node:path';
import type { TaskHead } from '../probeModel';
import { decodeTaskHead, taskHeadSchema } from '../taskHead';
import { truthSchema, type Truth } from '../truth';
import { readOptionalJson } from './checkpointFiles';

export const truthName = 'truth.json';
export const taskHeadName = 'task-fit.json';

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

/**
 * The head of the fit to the task that lies beside a checkpoint. `undefined` where there is none, or where it was trained on other
 * weights.
 *
 * @throws {UserError} `probe.checkpoint`: the file is not JSON
 */
export async function readTaskHead(
	folder: string,
	revision: string,
	hiddenSize: number,
): Promise<TaskHead | undefined> {
	const { data } = taskHeadSchema.safeParse(await readOptionalJson(join(folder, taskHeadName)));
	return data?.revision === revision ? decodeTaskHead(data, hiddenSize) : undefined;
}
