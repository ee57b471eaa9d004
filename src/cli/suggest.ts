import type { Command } from 'commander';
import { applyEdits } from '../base/textRange';
import type { Suggestions } from '../protocol/candidate';
import { acceptEdits } from '../workflows/accept';
import { suggestFromPool } from '../workflows/suggest';
import { addReadSetOptions, analyzeFile, type CommandContext, type ReadSetOptions } from './commandContext';
import { parseCount } from './counts';
import { checkEncoding, checkWritable, replaceFile } from './documents';
import { withServices } from './environment';
import { openPool } from './poolFile';
import { printSuggestions } from './printSuggestions';
import { ProgressLine } from './progressLine';

interface SuggestCommandOptions extends ReadSetOptions {
	readonly pool: string;
	readonly count: number;
	readonly json: boolean;
	readonly apply: boolean;
}

export function addSuggest(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('suggest')
		.description('picks the entries of a pool that add most to the sparse regions of a set')
		.argument('<file>', 'demonstration file')
		.requiredOption('--pool <file>', 'file of labelled examples to choose from')
		.option('--count <number>', 'candidates wanted', parseCount, 5)
		.option('--json', 'print one JSON document', false)
		.option('--apply', 'write the candidates into the file', false);
	addReadSetOptions(command).action(async (file: string, options: SuggestCommandOptions) => {
		if (options.apply) {
			checkWritable(file);
		}
		await withServices(root, options, async services => {
			const pool = await openPool(options.pool, signal);
			const { analyzed, decoded } = await analyzeFile(file, options, services, signal);
			const encoding = options.apply ? checkEncoding(decoded) : undefined;
			const progress = new ProgressLine(process.stderr, file);
			let suggestions: Suggestions;
			try {
				suggestions = await suggestFromPool(services, analyzed, pool, {
					count: options.count,
					signal,
					onProgress: progress.show,
				});
			} finally {
				progress.end();
			}
			if (options.apply && suggestions.candidates.length > 0) {
				const edits = acceptEdits(analyzed, suggestions.candidates);
				await replaceFile(file, applyEdits(analyzed.document.text, edits), encoding);
			}
			process.stdout.write(
				options.json
					? `${JSON.stringify(suggestions, null, 2)}\n`
					: printSuggestions(suggestions, analyzed.analysis.regions, options.apply),
			);
		});
	});
}
