import type { Command } from 'commander';
import { UserError } from '../base/errors';
import { applyEdits } from '../base/textRange';
import type { DemonstrationSet } from '../demonstrations/demonstration';
import { acceptEdits } from '../workflows/accept';
import { suggestFromPool } from '../workflows/suggest';
import { addReadSetOptions, analyzeFile, type CommandContext, type ReadSetOptions } from './commandContext';
import { parseCount } from './counts';
import { checkEncoding, checkReplaceable, replaceFile } from './documents';
import { withServices } from './environment';
import { openPool } from './poolFile';
import { printSuggestions } from './printSuggestions';
import { withProgress } from './progressLine';

interface SuggestCommandOptions extends ReadSetOptions {
	readonly pool: string;
	readonly count: number;
	readonly json: boolean;
	readonly apply: boolean;
	readonly before?: number;
}

export function addSuggest(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('suggest')
		.description('picks the entries of a pool that add most to the sparse regions of a set')
		.argument('<file>', 'demonstration file')
		.requiredOption('--pool <file>', 'file of labelled examples to choose from')
		.option('--count <number>', 'candidates wanted', parseCount, 5)
		.option('--json', 'print one JSON document', false)
		.option('--apply', 'write the candidates into the file', false)
		.option('--before <number>', 'with --apply: write them before this demonstration, not at the end', parseCount);
	addReadSetOptions(command).action(async (file: string, options: SuggestCommandOptions) => {
		if (options.apply) {
			await checkReplaceable(file);
		}
		await withServices(root, options, async services => {
			const pool = await openPool(options.pool, signal);
			const { analyzed, decoded } = await analyzeFile(file, options, services, signal);
			const encoding = options.apply ? checkEncoding(decoded) : undefined;
			const before = followingId(analyzed.set, options.before);
			const suggestions = await withProgress(file, onProgress =>
				suggestFromPool(services, analyzed, pool, {
					count: options.count,
					direct: services.direct,
					unfinished: services.unfinished,
					signal,
					onProgress,
				}),
			);
			if (options.apply && suggestions.candidates.length > 0) {
				const edits = acceptEdits(analyzed, suggestions.candidates, before);
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

/** @throws {UserError} `usage.before`: the set has no demonstration of this number */
function followingId({ demonstrations }: DemonstrationSet, number: number | undefined): string | undefined {
	const following = number === undefined ? undefined : demonstrations[number - 1];
	if (number !== undefined && following === undefined) {
		const message = `There is no demonstration ${number}: the file has ${demonstrations.length}. Give --before a number up to that.`;
		throw new UserError('usage.before', message, 'usage');
	}
	return following?.id;
}
