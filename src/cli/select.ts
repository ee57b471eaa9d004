import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../base/errors';
import { keepOnly } from '../demonstrations/keepOnly';
import { newFileText } from '../demonstrations/newFile';
import { replaceAll } from '../demonstrations/replaceAll';
import type { Selection } from '../protocol/selection';
import type { InspectedSet } from '../workflows/inspect';
import { select } from '../workflows/select';
import type { SelectionOrder, SelectOptions } from '../workflows/selectOrder';
import { selectStream } from '../workflows/stream/selectStream';
import type { StreamedSet } from '../workflows/stream/streamedSet';
import { addReadSetOptions, type CommandContext, type ReadSetOptions } from './commandContext';
import { parseCount } from './counts';
import { inspectFile } from './documentOptions';
import { checkAbsent, checkEncoding, checkReplaceable, checkWritable, replaceFile } from './documents';
import { withServices, type CommandServices } from './environment';
import { printSelection } from './printSelection';
import { withProgress } from './progressLine';
import { openSet } from './scoreFile';

interface SelectCommandOptions extends ReadSetOptions {
	readonly k: number;
	readonly perLabel?: number;
	readonly minConsistency?: number;
	readonly order: SelectionOrder;
	readonly output?: string;
	readonly into?: string;
	readonly force: boolean;
	readonly json: boolean;
}

export function addSelect(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('select')
		.description('chooses the few demonstrations of a set or pool that are most diverse together')
		.argument('<file>', 'demonstration file or pool')
		.requiredOption('-k, --k <number>', 'how many to choose', parseCount)
		.option('--per-label <number>', 'at most so many with one output', parseCount)
		.option(
			'--min-consistency <bits>',
			'least V-Score, in bits per token; reads each demonstration twice more',
			parseBits,
		)
		.addOption(
			new Option('--order <which>', 'as in the file, as chosen (the most telling first), or with labels alternating')
				.choices(['file', 'chosen', 'alternating'])
				.default('file'),
		)
		.option(
			'-o, --output <file>',
			'write them as a new file: as they are written now, or in the format of its extension',
		)
		.option(
			'--into <file>',
			'write them into this file instead of the demonstrations it has (a DSPy program, a prompt)',
		)
		.option('--force', 'replace the output file if it is there', false)
		.option('--json', 'print one JSON document', false);
	addReadSetOptions(command).action(async (file: string, options: SelectCommandOptions) => {
		const { k, perLabel, minConsistency, order, loss, output, into } = options;
		await checkTargets(options);
		await withServices(root, options, async services => {
			const set = await openSet(file, options);
			const selection = await withProgress(file, onProgress =>
				selectFrom(services, set, {
					count: k,
					order,
					signal,
					onProgress,
					...(perLabel === undefined ? {} : { perLabel }),
					...(minConsistency === undefined ? {} : { minimumConsistency: minConsistency }),
					...(loss === undefined ? {} : { loss }),
				}),
			);
			if (output !== undefined) {
				await replaceFile(output, newText(output, set, selection));
			}
			if (into !== undefined) {
				await replaceInto(into, selection);
			}
			process.stdout.write(
				options.json ? `${JSON.stringify(selection, null, 2)}\n` : printSelection(selection, output ?? into),
			);
		});
	});
}

async function checkTargets({ output, into, force }: SelectCommandOptions): Promise<void> {
	if (output !== undefined && into !== undefined) {
		throw new UserError('usage.target', 'Give --output or --into, not both.', 'usage');
	}
	if (into !== undefined) {
		await checkReplaceable(into);
	}
	checkWritable(output ?? '');
	if (output !== undefined && !force) {
		await checkAbsent(output);
	}
}

function selectFrom(
	services: CommandServices,
	set: InspectedSet | StreamedSet,
	options: SelectOptions,
): Promise<Selection> {
	return 'parts' in set
		? selectStream(services.direct, set, services.openSpill, options)
		: select(services, set, options);
}

/** As the demonstrations are written in their file, if it was held and the new one has the same extension; else in the usual format of it. */
function newText(output: string, opened: InspectedSet | StreamedSet, selection: Selection): string {
	if ('parts' in opened) {
		return newFileText(output, selection.demonstrations, undefined).text;
	}
	const { document, format, set, options } = opened;
	const ids = selection.demonstrations.map(({ id }) => id);
	return extensionOf(output) === extensionOf(document.name)
		? keepOnly(format, document, set, ids, options)
		: newFileText(output, selection.demonstrations, set.task?.text).text;
}

/** Puts the chosen into another file in place of the demonstrations it has. */
async function replaceInto(file: string, { demonstrations }: Selection): Promise<void> {
	const { inspected, decoded } = await inspectFile(file, {});
	const { document, format, set, options } = inspected;
	const encoding = checkEncoding(decoded);
	await replaceFile(file, replaceAll(format, document, set, demonstrations, options), encoding);
}

function extensionOf(file: string): string {
	return /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? '';
}

function parseBits(text: string): number {
	const bits = Number(text);
	if (text.trim() === '' || !Number.isFinite(bits)) {
		throw new InvalidArgumentError('It must be a number.');
	}
	return bits;
}
