import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '../../src/base/random';
import type { SourceDocument } from '../../src/demonstrations/format';
import { sample } from '../../src/numeric/sample';
import type { Example } from '../../src/probe/probeModel';
import { normalizedText } from '../../src/text/words';
import { inspect, type InspectedSet } from '../../src/workflows/inspect';
import { examplesOf } from '../../src/workflows/readings';

/** A real set with other real examples of its task. */
export interface RealSet {
	readonly name: string;
	readonly set: InspectedSet;
	/** None of them is in the set. */
	readonly pool: readonly Example[];
	/** Nor any of these in either. */
	readonly validation: InspectedSet;
}

interface Source {
	readonly file: string;
	/** Of `pools/natural-instructions.jsonl`; where none is named, the file itself gives all three. */
	readonly task?: string;
	/** Demonstrations taken of the file, where it gives all three. */
	readonly taken?: number;
}

const sources: readonly Source[] = [
	{ file: 'ni-task835_mathdataset_answer_generation.json', task: 'task835_mathdataset_answer_generation' },
	{ file: 'ni-task1146_country_capital.json', task: 'task1146_country_capital' },
	{ file: 'ni-task1582_bless_hypernym_generation.json', task: 'task1582_bless_hypernym_generation' },
	{ file: 'ni-task080_piqa_answer_generation.json', task: 'task080_piqa_answer_generation' },
	{ file: 'svamp-100.json', taken: 30 },
	{ file: 'banking77-300.csv', taken: 80 },
	{ file: 'instruction-induction-sentiment.json', taken: 30 },
];

const validationCount = 30;
const seed = 20_505_161;

export const realSetNames = sources.map(({ file }) => path.parse(file).name);

/** Whether the real sets are there. */
export function hasRealSets(folder: string): boolean {
	return existsSync(path.join(folder, 'demosets')) && existsSync(path.join(folder, 'pools'));
}

/** @throws where there is no such set */
export async function realSet(folder: string, name: string): Promise<RealSet> {
	const source = sources.find(({ file }) => path.parse(file).name === name);
	if (source === undefined) {
		throw new Error(`no set ${name}: ${realSetNames.join(', ')}`);
	}
	const whole = inspect({
		document: await document(path.join(folder, 'demosets', source.file), source.file),
		task: { text: await taskOf(folder, source.file), source: 'sidecar' },
	});
	const random = seededRandom(seed);
	const own = examplesOf(whole.set.demonstrations).filter(({ output }) => output !== '');
	const drawn = source.task === undefined ? unlike(sample(own, own.length, random)) : own;
	const taken = source.taken ?? 0;
	const others =
		source.task === undefined
			? drawn.slice(taken)
			: unlike(sample(await poolOfTask(folder, source.task), Infinity, random), own);
	const set = source.task === undefined ? asSet(source.file, drawn.slice(0, taken), whole.set.task?.text) : whole;
	return {
		name,
		set,
		pool: others.slice(validationCount),
		validation: asSet('validation.jsonl', others.slice(0, validationCount), undefined),
	};
}

async function document(file: string, name: string): Promise<SourceDocument> {
	return { name, text: await readFile(file, 'utf8') };
}

/** As the collection's index states it. */
async function taskOf(folder: string, file: string): Promise<string> {
	const { text } = await document(path.join(folder, 'demosets', 'index.json'), 'index');
	const entries = JSON.parse(text) as readonly { readonly file: string; readonly task: string }[];
	return entries.find(entry => entry.file === file)?.task ?? '';
}

async function poolOfTask(folder: string, task: string): Promise<readonly Example[]> {
	const { text } = await document(path.join(folder, 'pools', 'natural-instructions.jsonl'), 'pool');
	return text
		.split('\n')
		.filter(line => line.includes(`"${task}"`))
		.map(line => JSON.parse(line) as Example)
		.map(({ input, output }) => ({ input, output }));
}

/** One of each input, and none that is known. */
function unlike(examples: readonly Example[], known: readonly Example[] = []): readonly Example[] {
	const seen = new Set(known.map(({ input }) => normalizedText(input)));
	return examples.filter(({ input }) => {
		const key = normalizedText(input);
		const isNew = !seen.has(key);
		seen.add(key);
		return isNew;
	});
}

function asSet(name: string, examples: readonly Example[], task: string | undefined): InspectedSet {
	const text = examples.map(({ input, output }) => `${JSON.stringify({ input, output })}\n`).join('');
	return inspect({
		document: { name: `${path.parse(name).name}.jsonl`, text },
		...(task === undefined ? {} : { task: { text: task, source: 'option' as const } }),
	});
}
