import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { nullLogger } from '../../src/base/logger';
import { definitionFit, type FitEvidence } from '../../src/metrics/definitionFit';
import { companyOf, type TaskPlace } from '../../src/metrics/taskLikeness';
import { fitLogistic } from '../../src/numeric/logisticRegression';
import { mean, median } from '../../src/numeric/statistics';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { taskHeadName } from '../../src/probe/checkpoint/truthFile';
import type { Example, ProbeModel, TaskHead } from '../../src/probe/probeModel';
import { startProbe } from '../../src/probe/process/client';
import { taskHeadSchema } from '../../src/probe/taskHead';
import { readEvidence } from '../../src/workflows/taskFit';
import { drawOf, shuffled } from '../truth/draw';
import { OnceProbe } from '../truth/onceProbe';
import { areaUnderCurve, deviation } from '../truth/statistics';

/** Bytes on disk, where readings are kept between runs. */
const cacheBytes = 1e9;
const demonstrationCount = 8;
const wrongCount = 3;
/** Of the fit's weights, in units of each feature's spread: what keeps a feature that says nothing near zero. */
const inversePenalty = 1000;

const setSchema = z.object({
	task_id: z.union([z.string(), z.number()]),
	task: z.string(),
	demos: z.array(z.object({ input: z.string(), output: z.string() })),
});

/** A demonstration under a definition: its own or another's. */
interface Case {
	readonly set: string;
	/** The same for all definitions of one demonstration. */
	readonly demonstration: number;
	readonly definition: string;
	readonly isOwn: boolean;
	readonly features: Float32Array;
	/** Where the probe's head puts the demonstration. */
	readonly place: TaskPlace | undefined;
}

interface Weights {
	readonly constant: number;
	readonly features: readonly number[];
}

/** In the order of the features. */
const featureNames = ['bitsPerToken', 'sharedWithInput', 'sharedWithOutput', 'likeness'] as const;

/**
 * Reads demonstrations of each file's sets under their own and under other definitions of the same file, fits the weights of the fit
 * on all of them, and prints how well each way of reading tells the definitions apart. The fit is that of weights from the
 * other files. For choosing only: the files are not those of the test.
 */
export async function measureFits(parameters: readonly string[], workerFile: string): Promise<void> {
	const { values, positionals } = parseArgs({
		args: [...parameters],
		options: {
			probe: { type: 'string', default: 'media/probe' },
			cache: { type: 'string' },
			write: { type: 'boolean', default: false },
		},
		allowPositionals: true,
	});
	const started = startProbe({ workerFile, checkpoint: values.probe, logger: nullLogger, threads: 1 });
	const probe = new OnceProbe(
		values.cache === undefined
			? started
			: cachedProbe(started, { disk: new DiskCache(values.cache, cacheBytes, nullLogger) }),
		() => undefined,
	);
	try {
		const groups = new Map<string, readonly Case[]>();
		for (const file of positionals) {
			groups.set(basename(file, '.jsonl'), await readCases(probe, file));
		}
		const all = [...groups.values()];
		const weights = weightsOf(featureNames, fitWeights(all, [0, 1, 2, 3]));
		process.stdout.write(describe(groups));
		process.stdout.write(`weights: ${JSON.stringify(weights)}\n`);
		const draws = new Map([...groups].map(([name, cases]) => [name, drawStrangers(cases, weights)]));
		const even = weightsOf(
			standingNames,
			fitWeights(
				[...draws.values()].map(each => each.flat()),
				[0, 1],
			),
		);
		process.stdout.write(describeStrangers(draws));
		const taskFit = { ...even, constant: rounded(even.constant + Math.log(belongingToStrays)) };
		process.stdout.write(`weights: ${JSON.stringify(taskFit)}\n`);
		process.stdout.write(`without the head: ${JSON.stringify(weightsOf(featureNames, fitWeights(all, [0, 1, 2])))}\n`);
		if (values.write) {
			await writeWeights(join(values.probe, taskHeadName), { weights, taskFit });
		}
	} finally {
		probe.dispose();
	}
}

async function readCases(probe: ProbeModel, file: string): Promise<readonly Case[]> {
	const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line !== '');
	const sets = lines.map(line => setSchema.parse(JSON.parse(line)));
	const cases: Case[] = [];
	let demonstration = 0;
	for (const { task_id: id, task, demos } of sets) {
		const others = [...new Set(sets.map(set => set.task))].filter(other => other !== task);
		for (const [place, example] of shuffled(demos, drawOf(id)).slice(0, demonstrationCount).entries()) {
			const wrong = shuffled(others, drawOf(id, place)).slice(0, wrongCount);
			const read = await Promise.all([task, ...wrong].map(definition => readCase(probe, definition, example)));
			const known = read.flatMap(each => each ?? []);
			if (known.length === read.length) {
				cases.push(...known.map((each, index) => ({ ...each, set: String(id), demonstration, isOwn: index === 0 })));
				demonstration++;
			}
		}
	}
	return cases;
}

async function readCase(
	probe: ProbeModel,
	definition: string,
	example: Example,
): Promise<Pick<Case, 'definition' | 'features' | 'place'> | undefined> {
	const [read] = await readEvidence(probe, definition, [example]);
	return read && { definition, features: featuresOf(read.evidence), place: read.place };
}

function featuresOf(evidence: FitEvidence): Float32Array {
	return Float32Array.from(featureNames, name => evidence[name]);
}

/** What speaks for a demonstration of a set into which a stranger was put, in the order of the features. */
const standingNames = ['definitionFit', 'company'] as const;
const leastOwn = 5;

/** Beforehand: one demonstration in fifty is a stray. The regression itself sees as many of either. */
const belongingToStrays = 49;

/**
 * Every set with every demonstration of another one that was read under its definition put in, the stranger last.
 *
 * @param weights of the fit to the definition
 */
function drawStrangers(
	cases: readonly Case[],
	weights: Readonly<Record<'constant' | keyof FitEvidence, number>>,
): readonly (readonly Case[])[] {
	const fitOf = ({ features }: Case): number => {
		const [bitsPerToken = 0, sharedWithInput = 0, sharedWithOutput = 0, likeness = 0] = features;
		return definitionFit({ bitsPerToken, sharedWithInput, sharedWithOutput, likeness }, weights);
	};
	const own = Map.groupBy(
		cases.filter(({ isOwn }) => isOwn),
		({ definition }) => definition,
	);
	return cases
		.filter(({ isOwn }) => !isOwn)
		.flatMap(stranger => {
			const set = [...(own.get(stranger.definition) ?? []), stranger];
			if (set.length <= leastOwn) {
				return [];
			}
			const companies = companyOf(set.map(({ place = new Float64Array() }) => place));
			const usual = median(companies);
			return [
				set.map((each, index) => ({
					...each,
					features: Float32Array.of(fitOf(each), (companies[index] ?? 0) - usual),
				})),
			];
		});
}

/** How often the stranger is the one that fits worst. */
function describeStrangers(draws: ReadonlyMap<string, readonly (readonly Case[])[]>): string {
	const weights = weighted(new Map([...draws].map(([name, sets]) => [name, sets.flat()])), [0, 1]);
	const measures: readonly (readonly [name: string, of: (each: Case, group: string) => number])[] = [
		['fit to the definition', ({ features }) => features[0] ?? 0],
		['company', ({ features }) => features[1] ?? 0],
		['both, weights of the other files', weights],
	];
	const isFound = (set: readonly Case[], of: (each: Case) => number): boolean => {
		const [stranger = 0, ...others] = set.map(of).toReversed();
		return others.every(other => other > stranger);
	};
	const rows = measures.map(([name, of]) =>
		[
			name,
			...[...draws].map(([group, sets]) =>
				mean(sets.map(set => (isFound(set, each => of(each, group)) ? 1 : 0))).toFixed(3),
			),
		].join(' | '),
	);
	return [
		`| stranger found | ${[...draws].map(([name, sets]) => `${name}, ${sets.length} sets`).join(' | ')} |`,
		`| --- |${' --- |'.repeat(draws.size)}`,
		...rows.map(row => `| ${row} |`),
		'',
	].join('\n');
}

function describe(groups: ReadonlyMap<string, readonly Case[]>): string {
	const measures: readonly (readonly [name: string, of: (each: Case, group: string) => number])[] = [
		['V-Score', ({ features }) => features[0] ?? 0],
		['shared words', ({ features }) => (features[1] ?? 0) + (features[2] ?? 0)],
		['likeness by the head', ({ features }) => features[3] ?? 0],
		['fit without the head, weights of the other files', weighted(groups, [0, 1, 2])],
		['fit, weights of the other files', weighted(groups, [0, 1, 2, 3])],
	];
	const rows = measures.map(([name, of]) =>
		[name, ...[...groups].map(([group, cases]) => figures(cases, each => of(each, group)))].join(' | '),
	);
	return [
		`| pairs / AUC / strangers | ${[...groups].map(([name, cases]) => `${name}, ${cases.filter(({ isOwn }) => !isOwn).length} pairs`).join(' | ')} |`,
		`| --- |${' --- |'.repeat(groups.size)}`,
		...rows.map(row => `| ${row} |`),
		'',
	].join('\n');
}

/** The fit of a case by weights of the other groups alone. */
function weighted(
	groups: ReadonlyMap<string, readonly Case[]>,
	used: readonly number[],
): (each: Case, group: string) => number {
	const fitted = new Map(
		[...groups.keys()].map(name => [
			name,
			fitWeights(
				[...groups].flatMap(([other, cases]) => (other === name && groups.size > 1 ? [] : [cases])),
				used,
			),
		]),
	);
	return ({ features }, group) => {
		const weights = fitted.get(group);
		return features.reduce(
			(sum, value, index) => sum + value * (weights?.features[index] ?? 0),
			weights?.constant ?? 0,
		);
	};
}

/** Right against wrong definition, each group and both sides with the same say: as many of either are taken. */
function fitWeights(groups: readonly (readonly Case[])[], used: readonly number[]): Weights {
	const size = Math.max(...groups.map(cases => cases.filter(({ isOwn }) => !isOwn).length));
	const balanced = groups.flatMap(cases =>
		[true, false].flatMap(side => {
			const mine = cases.filter(({ isOwn }) => isOwn === side);
			return Array.from({ length: size }, (_, index) => mine[index % mine.length] as Case);
		}),
	);
	// What is the same everywhere, such as the likeness of a probe without a head, has no spread.
	const spreads = used.map(index => deviation(balanced.map(({ features }) => features[index] ?? 0)) || 1);
	const scaled = balanced.map(({ features }) =>
		Float32Array.from(used, (feature, index) => (features[feature] ?? 0) / (spreads[index] ?? 1)),
	);
	const { weights, intercepts } = fitLogistic(
		scaled,
		balanced.map(({ isOwn }) => (isOwn ? 1 : 0)),
		2,
		inversePenalty,
	);
	const slope = (feature: number): number => {
		const index = used.indexOf(feature);
		return index < 0 ? 0 : ((weights[used.length + index] ?? 0) - (weights[index] ?? 0)) / (spreads[index] ?? 1);
	};
	return {
		constant: (intercepts[1] ?? 0) - (intercepts[0] ?? 0),
		features: featureNames.map((_, feature) => slope(feature)),
	};
}

function weightsOf<Name extends string>(
	names: readonly Name[],
	{ constant, features }: Weights,
): Readonly<Record<'constant' | Name, number>> {
	const named = names.map((name, index) => [name, rounded(features[index] ?? 0)] as const);
	return Object.fromEntries([['constant', rounded(constant)] as const, ...named]) as Record<'constant' | Name, number>;
}

/** More digits than that mean nothing. */
function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}

async function writeWeights(file: string, weights: Pick<TaskHead, 'weights' | 'taskFit'>): Promise<void> {
	const head: unknown = JSON.parse(await readFile(file, 'utf8'));
	const checked = taskHeadSchema.parse({ ...(head as object), ...weights });
	await writeFile(file, `${JSON.stringify(checked, null, '\t')}\n`);
}

/**
 * Right above wrong definition for the same demonstration, AUC of all of them, and AUC of a definition's own demonstrations
 * against others under it, averaged over definitions.
 */
function figures(cases: readonly Case[], of: (each: Case) => number): string {
	const wins = [...Map.groupBy(cases, ({ demonstration }) => demonstration).values()].flatMap(group => {
		const right = Math.max(...group.filter(({ isOwn }) => isOwn).map(of));
		return group.filter(({ isOwn }) => !isOwn).map(each => (right > of(each) ? 1 : right === of(each) ? 0.5 : 0));
	});
	const strangers = [...Map.groupBy(cases, ({ definition }) => definition).values()].flatMap(group => {
		const area = areaOf(group, of);
		return Number.isNaN(area) ? [] : [area];
	});
	return [mean(wins), areaOf(cases, of), mean(strangers)].map(value => value.toFixed(3)).join(' / ');
}

function areaOf(cases: readonly Case[], of: (each: Case) => number): number {
	return areaUnderCurve(cases.filter(({ isOwn }) => isOwn).map(of), cases.filter(({ isOwn }) => !isOwn).map(of));
}
