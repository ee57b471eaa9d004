import type { Command } from 'commander';
import { UserError } from '../base/errors';
import type { SetSettings } from '../configuration/configuration';
import type { FieldMapping } from '../demonstrations/format';
import { chooseInput, type Choices } from '../workflows/chooseInput';
import { inspect, type InspectedSet, type InspectInput } from '../workflows/inspect';
import { configuredSettings } from './configurationFile';
import { decodeDocument, readDocument, readProvenance, readSidecarTask, type DecodedDocument } from './documents';

/** Options of every command that reads a set. */
export interface DocumentOptions {
	readonly task?: string;
	readonly taskFile?: string;
	readonly format?: string;
	readonly map?: FieldMapping;
	readonly set?: string;
}

export function addDocumentOptions(command: Command): Command {
	return command
		.option('--task <text>', 'task definition; outranks the one in the file')
		.option('--task-file <file>', 'file that holds the task definition')
		.option('--format <id>', 'read the file as this format instead of finding out')
		.option('--map <fields>', 'which fields hold what: input=KEY,output=KEY[,rationale=KEY]', parseMapping)
		.option('--set <name>', 'which set to read, where a file holds several; the largest if not given');
}

/** A file that was read, with what was said of it. */
export interface InspectedFile {
	readonly inspected: InspectedSet;
	readonly decoded: DecodedDocument;
	readonly chosen: Choices;
	/** What the nearest `.demoscope.yaml` says of it. */
	readonly configured: SetSettings | undefined;
}

/**
 * Reads a file as the options and the configuration say.
 *
 * @throws {UserError} `set.unknown`, `usage.task`, and what `inspect`, the file and its configuration throw
 */
export async function inspectFile(file: string, options: DocumentOptions): Promise<InspectedFile> {
	const chosen = await choices(options);
	const decoded = await decodeDocument(file);
	const { name, text, encoding, problems } = decoded;
	const document = { name, text };
	const sidecar = await readSidecarTask(file);
	const provenance = await readProvenance(file);
	const configured = await configuredSettings(file);
	const notices =
		encoding === undefined || encoding === 'UTF-8' ? [] : [`This file is in ${encoding}; what is written stays so.`];
	const inspected = inspect({
		...chooseInput(document, { chosen, sidecar, provenance, configured }),
		problems,
		notices,
	});
	checkSet(inspected, options.set);
	return { inspected, decoded, chosen, configured };
}

/**
 * How a file is to be read, but for its text.
 *
 * @throws {UserError} `usage.task`, and what the configuration throws
 */
export async function inputFor(file: string, options: DocumentOptions): Promise<InspectInput> {
	const chosen = await choices(options);
	const [sidecar, configured] = [await readSidecarTask(file), await configuredSettings(file)];
	return chooseInput({ name: file, text: '' }, { chosen, sidecar, configured });
}

async function choices({ task, taskFile, format, map, set }: DocumentOptions): Promise<Choices> {
	if (task !== undefined && taskFile !== undefined) {
		throw new UserError('usage.task', 'Give --task or --task-file, not both.', 'usage');
	}
	const given = taskFile === undefined ? task : (await readDocument(taskFile)).text.trim();
	return {
		...(given === undefined ? {} : { task: given }),
		...(format === undefined ? {} : { format }),
		...(map === undefined ? {} : { mapping: map }),
		...(set === undefined ? {} : { set }),
	};
}

/** A name that was mistyped must not give the scores of another set. */
function checkSet({ document, set: { name, names = [] } }: InspectedSet, wanted: string | undefined): void {
	if (wanted !== undefined && wanted !== name) {
		const known = names.map(other => `"${other}"`).join(', ');
		throw new UserError(
			'set.unknown',
			`${document.name} has no set "${wanted}". ${known === '' ? 'Its set has no name; leave --set out.' : `It has ${known}.`}`,
			'usage',
		);
	}
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
