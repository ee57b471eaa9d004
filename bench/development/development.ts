import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { detectFormat } from '../../src/demonstrations/registry';

const leastDemonstrations = 4;
/** Sets of the test or of its tasks, and one of unrelated tasks. */
const ofTheTest = /^(ni-|banking77|metatool-|bbh|bigbench|tapp-)/u;

const index = z.array(z.object({ file: z.string(), task: z.string(), same_task_in_corpus: z.boolean() }));

/**
 * Prints the demonstration sets that neither the training nor the test has seen as JSON Lines of `task_id`, `task` and
 * `demos`, as `tools/train-probe/evaluate.py --development` reads them.
 */
export async function writeDevelopment(parameters: readonly string[]): Promise<void> {
	const { values } = parseArgs({
		args: [...parameters],
		options: { data: { type: 'string', default: process.env['DEMOSCOPE_DATA'] ?? '../shared/data' } },
	});
	const folder = join(values.data, 'demosets');
	const files = index.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
	const definitions = new Set<string>();
	for (const { file, task, same_task_in_corpus: isInCorpus } of files) {
		if (isInCorpus || ofTheTest.test(file) || task.includes('{{') || definitions.has(task)) {
			continue;
		}
		const document = { name: file, text: await readFile(join(folder, file), 'utf8') };
		const demos = (detectFormat(document)?.parse(document).demonstrations ?? []).flatMap(({ input, output }) =>
			output === undefined || output.text === '' ? [] : [{ input: input.text, output: output.text }],
		);
		if (demos.length >= leastDemonstrations) {
			definitions.add(task);
			process.stdout.write(`${JSON.stringify({ task_id: file, task, demos })}\n`);
		}
	}
}
