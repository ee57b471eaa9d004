import type { Command } from 'commander';
import { once } from 'node:events';
import { inspectionOf } from '../workflows/inspection';
import { addDocumentOptions, inspectFile, type DocumentOptions } from './documentOptions';
import { expandFolders } from './documents';
import { openLargeFile } from './largeFile';
import { largeInspectionJson, printInspection, printLargeInspection } from './printInspection';

interface InspectOptions extends DocumentOptions {
	readonly json: boolean;
}

export function addInspect(program: Command): void {
	const command = program
		.command('inspect')
		.description('says what is recognised in files, without a probe: format, task, demonstrations, problems')
		.argument('<file...>', 'demonstration files, or folders of them')
		.option('--json', 'print one JSON document: the inspection, or an array of them for several files', false);
	addDocumentOptions(command).action(async (files: readonly string[], options: InspectOptions) => {
		const all = await expandFolders(files);
		const isArray = options.json && all.length !== 1;
		await print(isArray ? '[\n' : '');
		for (const [index, file] of all.entries()) {
			await print(isArray && index > 0 ? ',\n' : '');
			for await (const text of inspectionText(file, options)) {
				await print(text);
			}
		}
		await print(isArray ? ']\n' : '');
	});
}

/** The inspection of a file as it is printed; of a large one piece by piece. */
async function* inspectionText(file: string, options: InspectOptions): AsyncGenerator<string> {
	const large = await openLargeFile(file, options);
	if (large !== undefined) {
		yield* options.json ? largeInspectionJson(large) : printLargeInspection(large);
		return;
	}
	const read = await inspectFile(file, options);
	const inspection = inspectionOf(read.inspected);
	yield options.json ? `${JSON.stringify(inspection, null, 2)}\n` : printInspection(inspection, read);
}

/** Waits until it is taken, so that what is not yet printed does not pile up. */
async function print(text: string): Promise<void> {
	if (text !== '' && !process.stdout.write(text)) {
		await once(process.stdout, 'drain');
	}
}
