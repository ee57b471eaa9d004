import { Option, type Command } from 'commander';
import { UserError } from '../base/errors';
import type { FieldMapping, SourceDocument } from '../demonstrations/format';
import type { Loss } from '../probe/probeModel';
import { analyze, type AnalyzedSet, type AnalyzeInput } from '../workflows/analyze';
import type { Services } from '../workflows/services';
import { readDocument, readSidecarTask } from './documents';
import { ProgressLine } from './progressLine';

export interface CommandContext {
	/** Folder that holds `dist/` and `media/`. */
	readonly root: string;
	readonly signal: AbortSignal;
}

/** Options of every command that reads a set with the probe. */
export interface ReadSetOptions {
	readonly task?: string;
	readonly taskFile?: string;
	readonly format?: string;
	readonly map?: FieldMapping;
	readonly loss?: Loss;
	readonly probe?: string;
	readonly cache: boolean;
	readonly verbose: boolean;
}

export function addReadSetOptions(command: Command): Command {
	return command
		.option('--task <text>', 'task definition; outranks the one in the file')
		.option('--task-file <file>', 'file that holds the task definition')
		.option('--format <id>', 'read the file as this format (jsonl, natural-instructions-v2, promptfoo-yaml)')
		.option('--map <fields>', 'which fields hold what: input=KEY,output=KEY[,rationale=KEY]', parseMapping)
		.addOption(
			new Option('--loss <which>', 'tokens the gradient counts; chosen by the outputs’ length').choices([
				'completion',
				'joint',
			]),
		)
		.option('--probe <folder>', 'checkpoint folder of another probe')
		.option('--no-cache', 'read everything again, and keep nothing')
		.option('--verbose', 'log to standard error', false);
}

/** Reads and measures one file as the options say. */
export async function analyzeFile(
	file: string,
	options: ReadSetOptions,
	services: Services,
	signal: AbortSignal,
): Promise<AnalyzedSet> {
	const document = await readDocument(file);
	const progress = new ProgressLine(process.stderr, file);
	try {
		return await analyze(services, await inputFor(document, options), { signal, onProgress: progress.show });
	} finally {
		progress.end();
	}
}

async function inputFor(document: SourceDocument, options: ReadSetOptions): Promise<AnalyzeInput> {
	const { format, map: mapping, loss } = options;
	const task = await taskFor(document, options);
	return {
		document,
		...(task === undefined ? {} : { task }),
		...(format === undefined ? {} : { format }),
		...(mapping === undefined ? {} : { mapping }),
		...(loss === undefined ? {} : { loss }),
	};
}

async function taskFor(document: SourceDocument, options: ReadSetOptions): Promise<AnalyzeInput['task']> {
	if (options.task !== undefined && options.taskFile !== undefined) {
		throw new UserError('usage.task', 'Give --task or --task-file, not both.', 'usage');
	}
	const given = options.taskFile === undefined ? options.task : (await readDocument(options.taskFile)).text.trim();
	if (given !== undefined) {
		return { text: given, source: 'option' };
	}
	const sidecar = await readSidecarTask(document.name);
	return sidecar === undefined ? undefined : { text: sidecar, source: 'sidecar' };
}

function parseMapping(text: string): FieldMapping {
	const fields = new Map(text.split(',').map(pair => splitPair(pair)));
	const input = fields.get('input');
	const output = fields.get('output');
	const rationale = fields.get('rationale');
	if (input === undefined || output === undefined) {
		throw new UserError('usage.map', `--map needs input=KEY and output=KEY; got "${text}".`, 'usage');
	}
	return { input, output, ...(rationale === undefined ? {} : { rationale }) };
}

function splitPair(pair: string): [string, string] {
	const at = pair.indexOf('=');
	const name = pair.slice(0, at).trim();
	if (at < 1 || !['input', 'output', 'rationale'].includes(name)) {
		throw new UserError(
			'usage.map',
			`--map takes input=KEY, output=KEY and rationale=KEY, separated by commas; got "${pair}".`,
			'usage',
		);
	}
	return [name, pair.slice(at + 1).trim()];
}
