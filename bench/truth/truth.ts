import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nullLogger } from '../../src/base/logger';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { truthName } from '../../src/probe/checkpoint/truthFile';
import { startProbe } from '../../src/probe/process/client';
import type { ProbeModel } from '../../src/probe/probeModel';
import { median } from '../../src/numeric/statistics';
import { words } from '../../src/text/words';
import { measureDefinitions } from './consistency';
import { measureCosts } from './costs';
import { measureContrast, measureDuplicates, type Source } from './duplicates';
import type { TruthFigures } from './figures';
import { measureIntruders } from './intruder';
import { assistantIntents, bankingIntents, knownTasks, labelledFile, tools, unseenTasks, type Group } from './data';
import { drawOf, shuffled } from './draw';
import { measureLadder, type Ladder } from './ladders';
import { OnceProbe } from './onceProbe';
import { truthTables } from './tables';
import { measureSmallSets } from './smallSets';
import { measureStudents, subsetKinds, type LabelTask } from './students';
import { truthOf } from './truthOf';

/** Bytes on disk, where readings are kept between runs. */
const cacheBytes = 4e9;
const ladderGroups = 40;
const steps = [1, 2, 4, 8, 16, 32];

/**
 * Measures what a probe's measures are worth on tasks and texts that its training has not seen, and prints the figures
 * as Markdown. The same probe and data give the same figures.
 */
export async function measure(parameters: readonly string[], workerFile: string): Promise<void> {
	const { values } = parseArgs({
		args: [...parameters],
		options: {
			probe: { type: 'string', default: 'media/probe' },
			data: { type: 'string', default: process.env['DEMOSCOPE_DATA'] ?? '../shared/data' },
			json: { type: 'string' },
			cache: { type: 'string' },
			threads: { type: 'string' },
			only: { type: 'string' },
			write: { type: 'boolean', default: false },
			beside: { type: 'string', default: 'bench/truth/v0.json' },
		},
	});
	const started = startProbe({
		workerFile,
		checkpoint: values.probe,
		logger: nullLogger,
		...(values.threads === undefined ? {} : { threads: Number(values.threads) }),
	});
	const probe = new OnceProbe(
		values.cache === undefined
			? started
			: cachedProbe(started, { disk: new DiskCache(values.cache, cacheBytes, nullLogger) }),
		reportReadings(),
	);
	try {
		const only = values.only?.split(',');
		const figures = await measureAll(probe, started, values.data, part => only?.includes(part) ?? true);
		const beside = values.beside === '' ? undefined : await readFigures(values.beside);
		process.stdout.write(truthTables(figures, beside));
		if (values.write) {
			await writeFile(join(values.probe, truthName), `${JSON.stringify(truthOf(figures), null, '\t')}\n`);
		}
		if (values.json !== undefined) {
			await writeFile(values.json, `${JSON.stringify(figures, rounded, '\t')}\n`);
		}
	} finally {
		probe.dispose();
	}
}

/**
 * @param probe reads each text once
 * @param process reads every text that it is given, for the costs
 */
async function measureAll(
	probe: ProbeModel,
	process: ProbeModel,
	data: string,
	isWanted: (part: Part) => boolean,
): Promise<TruthFigures> {
	const { id, revision, parameters } = await probe.describe();
	const tasks = await unseenTasks(data);
	const ladders = await laddersOf(data);
	const groupsOf = (name: string): readonly Group[] => ladders.find(ladder => ladder.name === name)?.groups ?? [];
	const toolGroups = groupsOf('tools');
	const sources: readonly Source[] = [
		{ name: 'one task', groups: groupsOf('tasks').filter(hasLongInputs), mixed: 1 },
		{ name: 'many tools', groups: toolGroups, mixed: toolGroups.length },
		{ name: 'four tools', groups: toolGroups, mixed: 4 },
		{ name: 'one tool', groups: toolGroups, mixed: 1 },
	];
	const each = async <T, U>(part: Part, items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> => {
		const results: U[] = [];
		for (const item of isWanted(part) ? items : []) {
			results.push(await timed(part, work(item)));
		}
		return results;
	};
	const [consistency] = await each('consistency', [tasks], groups => measureDefinitions(probe, groups));
	const [intruders] = await each('intruder', [tasks], groups => measureIntruders(probe, groups));
	const ladderFigures = await each('ladders', ladders, ladder => measureLadder(probe, ladder));
	const contrast = await each(
		'contrast',
		sources.flatMap(source => (['completion', 'joint', 'both'] as const).map(loss => ({ source, loss }))),
		({ source, loss }) => measureContrast(probe, source, loss),
	);
	const duplicates = await each('duplicates', sources, source => measureDuplicates(probe, source));
	const students = await each(
		'students',
		(await labelTasksOf(data)).flatMap(task => subsetKinds.map(kind => ({ task, kind }))),
		({ task, kind }) => measureStudents(probe, task, kind),
	);
	const [smallSets] = await each('small-sets', [await knownTasks(data)], groups =>
		measureSmallSets(
			probe,
			groups,
			ladders.filter(({ name }) => ['tasks', 'tools', 'banking intents', 'assistant intents'].includes(name)),
			sources.filter(({ name }) => ['one task', 'four tools', 'one tool'].includes(name)),
		),
	);
	const [costs] = await each('costs', [tasks], groups => measureCosts(process, groups));
	return {
		probe: { id, revision, parameters },
		...(consistency === undefined ? {} : { consistency }),
		...(intruders === undefined ? {} : { intruders }),
		ladders: ladderFigures,
		contrast,
		duplicates,
		...(costs === undefined ? {} : { costs }),
		...(smallSets === undefined ? {} : { smallSets }),
		...(students.length === 0 ? {} : { students }),
	};
}

type Part = 'consistency' | 'intruder' | 'ladders' | 'contrast' | 'duplicates' | 'students' | 'small-sets' | 'costs';

/** An input of a few words cannot be paraphrased lightly. */
function hasLongInputs({ examples }: Group): boolean {
	return median(examples.map(({ input }) => words(input).length)) >= 8;
}

/** Five digits are more than any figure is good for. */
function rounded(_: string, value: unknown): unknown {
	return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}

async function readFigures(file: string): Promise<TruthFigures> {
	return JSON.parse(await readFile(file, 'utf8')) as TruthFigures;
}

async function laddersOf(data: string): Promise<readonly Ladder[]> {
	const enough = (groups: readonly Group[]): readonly Group[] =>
		shuffled(
			groups.filter(({ examples }) => examples.length >= 32),
			drawOf('ladder groups'),
		)
			.slice(0, ladderGroups)
			.map(group => ({ ...group, examples: group.examples.slice(0, 32) }));
	const tasks = enough(await unseenTasks(data));
	const isShort = ({ examples }: Group): boolean => median(examples.map(({ output }) => words(output).length)) <= 2;
	return [
		{ name: 'tasks', size: 32, steps, groups: tasks },
		{
			name: 'tasks with long outputs',
			size: 32,
			steps: [1, 2, 4, 8, 16],
			groups: tasks.filter(task => !isShort(task)),
		},
		{ name: 'tasks with outputs of a word or two', size: 32, steps: [1, 2, 4, 8], groups: tasks.filter(isShort) },
		{ name: 'tools', size: 32, steps, groups: enough(await tools(data)) },
		{ name: 'banking intents', size: 16, steps: [2, 4, 8, 16], groups: await bankingIntents(data) },
		{ name: 'assistant intents', size: 32, steps, groups: enough(await assistantIntents(data)) },
	];
}

/** Those with a dozen examples for most labels; the tickets have fewer, and are looked at nevertheless. */
async function labelTasksOf(data: string): Promise<readonly LabelTask[]> {
	return [
		{ name: 'tools', groups: await tools(data) },
		{ name: 'assistant intents', groups: await assistantIntents(data) },
		{ name: 'DBpedia categories', groups: await labelledFile(data, 'dbpedia-samples.jsonl') },
		{ name: 'bank intents', groups: await bankingIntents(data) },
		{ name: 'insurance tickets', groups: await labelledFile(data, 'insurance-tickets-train.tsv') },
	];
}

/** Tells of a reading now and then, on standard error. */
function reportReadings(): (count: number) => void {
	return count => {
		if (count % 500 === 0) {
			process.stderr.write(`${count} texts read\n`);
		}
	};
}

async function timed<T>(name: string, work: Promise<T>): Promise<T> {
	const started = performance.now();
	const result = await work;
	process.stderr.write(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
	return result;
}
