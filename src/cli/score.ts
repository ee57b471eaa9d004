import type { Command } from 'commander';
import { withServices } from './environment';
import { addReadSetOptions, analyzeFile, type CommandContext, type ReadSetOptions } from './commandContext';
import { expandFolders } from './documents';
import { addLabelOptions, labelled, type LabelOptions } from './labelOptions';
import { printAnalysis } from './printAnalysis';

interface ScoreOptions extends ReadSetOptions, LabelOptions {
	readonly json: boolean;
}

export function addScore(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('score')
		.description('scores sets and lists what is wrong with their demonstrations')
		.argument('<file...>', 'demonstration files, or folders of them')
		.option('--json', 'print one JSON document: the analysis, or an array of them for several files', false);
	addLabelOptions(addReadSetOptions(command)).action(async (files: readonly string[], options: ScoreOptions) => {
		await withServices(root, options, async services => {
			const analyses = [];
			for (const file of await expandFolders(files)) {
				const { analyzed } = await analyzeFile(file, options, services, signal);
				const analysis = await labelled(analyzed, options, signal);
				analyses.push(analysis);
				if (!options.json) {
					process.stdout.write(printAnalysis(analysis));
				}
			}
			if (options.json) {
				process.stdout.write(`${JSON.stringify(analyses.length === 1 ? analyses[0] : analyses, null, 2)}\n`);
			}
		});
	});
}
