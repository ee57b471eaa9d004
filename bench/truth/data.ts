import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { outputText } from '../../src/demonstrations/demonstration';
import type { Example } from '../../src/probe/probeModel';
import { inspect } from '../../src/workflows/inspect';
import { drawOf, shuffled } from './draw';

/** Demonstrations that belong together: those of one task, one tool or one intent. */
export interface Group {
	readonly name: string;
	/** The task definition; empty where the group has none of its own. */
	readonly task: string;
	readonly examples: readonly Example[];
}

/** Longer texts are left out: with a definition and two examples before them they would not fit a small probe's window. */
const longestText = 1200;
const longestDefinition = 2500;

interface TaskRecord {
	readonly task_id: string;
	readonly task: string;
	readonly task_in_corpus: boolean;
}

/** Tasks of Natural Instructions of which no demonstration is in the training corpus. */
export function unseenTasks(data: string): Promise<readonly Group[]> {
	return naturalTasks(data, false);
}

/** Tasks of Natural Instructions of which the training corpus has other demonstrations. */
export function knownTasks(data: string): Promise<readonly Group[]> {
	return naturalTasks(data, true);
}

async function naturalTasks(data: string, isKnown: boolean): Promise<readonly Group[]> {
	const [tasks, records] = await Promise.all([
		readJsonLines(join(data, 'pools', 'natural-instructions-tasks.jsonl')) as Promise<readonly TaskRecord[]>,
		readJsonLines(join(data, 'pools', 'natural-instructions.jsonl')) as Promise<
			readonly (Example & { readonly task_id: string })[]
		>,
	]);
	const examples = Map.groupBy(records.filter(isShort), record => record.task_id);
	return tasks
		.filter(({ task, task_in_corpus: known }) => known === isKnown && task.length <= longestDefinition)
		.map(({ task_id: name, task }) => ({ name, task: task.trim(), examples: drawn(name, examples.get(name) ?? []) }));
}

/** Queries by the tool that answers them (MetaTool). */
export async function tools(data: string): Promise<readonly Group[]> {
	return byOutput((await readJsonLines(join(data, 'pools', 'metatool-single.jsonl'))) as readonly Example[]);
}

/** Bank customers' messages by intent (BANKING77): those that are not in the training corpus. */
export function bankingIntents(data: string): Promise<readonly Group[]> {
	return labelledFile(data, 'banking77-300.csv');
}

/** The demonstrations of a file in `demosets`, by label. */
export async function labelledFile(data: string, name: string): Promise<readonly Group[]> {
	const { set } = inspect({ document: { name, text: await readFile(join(data, 'demosets', name), 'utf8') } });
	return byOutput(set.demonstrations.map(item => ({ input: item.input.text, output: outputText(item) })));
}

/** Requests to an assistant by intent (CLINC150): a task of the corpus that the training holds out wholly. */
export async function assistantIntents(data: string): Promise<readonly Group[]> {
	const bytes = await promisify(gunzip)(await readFile(join(data, '..', 'corpus', 'intents.jsonl.gz')));
	const documents = parseJsonLines(bytes.toString()) as readonly {
		readonly task_id: string;
		readonly demos: readonly Example[];
	}[];
	return byOutput(documents.filter(({ task_id: task }) => task === 'clinc150').flatMap(({ demos }) => demos));
}

function byOutput(examples: readonly Example[]): readonly Group[] {
	return [...Map.groupBy(examples.filter(isShort), ({ output }) => output)]
		.map(([name, members]) => ({ name, task: '', examples: drawn(name, members) }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function drawn(name: string, examples: readonly Example[]): readonly Example[] {
	const plain = examples.map(({ input, output }) => ({ input, output }));
	return shuffled(plain, drawOf('group', name));
}

function isShort({ input, output }: Example): boolean {
	return input.length + output.length <= longestText;
}

async function readJsonLines(file: string): Promise<readonly unknown[]> {
	return parseJsonLines(await readFile(file, 'utf8'));
}

function parseJsonLines(text: string): readonly unknown[] {
	return text
		.split('\n')
		.filter(line => line !== '')
		.map(line => JSON.parse(line) as unknown);
}
