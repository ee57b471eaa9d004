import type { Command } from 'commander';
import { inspectionOf } from '../workflows/inspection';
import { addDocumentOptions, inspectFile, type DocumentOptions } from './documentOptions';
import { expandFolders } from './documents';
import { printInspection } from './printInspection';

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
		const inspections = [];
		for (const file of await expandFolders(files)) {
			const read = await inspectFile(file, options);
			const inspection = inspectionOf(read.inspected);
			inspections.push(inspection);
			if (!options.json) {
				process.stdout.write(printInspection(inspection, read));
			}
		}
		if (options.json) {
			process.stdout.write(`${JSON.stringify(inspections.length === 1 ? inspections[0] : inspections, null, 2)}\n`);
		}
	});
}
