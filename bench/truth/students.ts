import type { Random } from '../../src/base/random';
import { clusterSpread } from '../../src/metrics/clusterSpread';
import { coverage } from '../../src/metrics/coverage';
import { cosineKernel } from '../../src/metrics/kernel';
import { labelBalance } from '../../src/metrics/labelBalance';
import { isSameLabel, LinearStudent } from '../../src/metrics/linearStudent';
import { ngramVendi } from '../../src/metrics/ngramVendi';
import { perplexity } from '../../src/metrics/perplexity';
import { twins } from '../../src/metrics/twins';
import { vendiOfKernel } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import type { Example, ProbeModel, Reading } from '../../src/probe/probeModel';
import { words } from '../../src/text/words';
import { embeddingRequest, gradientRequest, sketchOf, textOf } from '../../src/workflows/readings';
import type { Group } from './data';
import { drawOf, shuffled } from './draw';
import { lossOf, measureSet } from './setMeasures';
import { deviation, spearman, spearmanInterval } from './statistics';

/** Examples with their true labels, a group each. */
export interface LabelTask {
	readonly name: string;
	readonly groups: readonly Group[];
}

/**
 * How subsets are drawn: from all examples alike, or as many of each label, so that what is left to differ is not which
 * labels are there.
 */
export const subsetKinds = ['random', 'balanced'] as const;

export interface StudentFigures {
	readonly task: string;
	readonly kind: (typeof subsetKinds)[number];
	readonly labels: number;
	/** Examples that subsets are drawn from, in each subset, and held out. */
	readonly pool: number;
	readonly size: number;
	readonly heldOut: number;
	/** Mean, and standard deviation over subsets. */
	readonly accuracy: { readonly mean: number; readonly deviation: number };
	/** Spearman's correlation of each measure with the student's accuracy over subsets, with its 95 % interval. */
	readonly measures: Readonly<
		Record<string, { readonly correlation: number; readonly interval: readonly [low: number, high: number] }>
	>;
}

const subsets = 60;
const mostLabels = 16;
const mostOfEach = 30;
/** Of each label in a subset, on average or exactly. */
const perLabel = 2;
/** So many held-out examples are compared with for coverage. */
const coverageExamples = 64;

/**
 * S3's question (arXiv 2310.13671), turned around: do a set's scores say how well a student does that learns from it? The student
 * is logistic regression on the probe's embeddings of inputs; half of each label's examples are held out.
 */
export async function measureStudents(
	probe: ProbeModel,
	{ name, groups }: LabelTask,
	kind: StudentFigures['kind'],
): Promise<StudentFigures> {
	const labels = groups
		.toSorted((a, b) => b.examples.length - a.examples.length || (a.name < b.name ? -1 : 1))
		.slice(0, mostLabels)
		.map(({ examples }) => examples.slice(0, mostOfEach));
	const pool = labels.map(examples => examples.slice(0, Math.ceil(examples.length / 2)));
	const heldOut = labels.flatMap(examples => examples.slice(Math.ceil(examples.length / 2)));
	const size = perLabel * labels.length;
	const embeddings = new Map<Example, Float32Array>();
	const all = [...pool.flat(), ...heldOut];
	(await probe.read(all.map(({ input }) => embeddingRequest(input)))).forEach(({ embedding }, index) => {
		embeddings.set(all[index] as Example, embedding);
	});
	const embeddingOf = (example: Example): Float32Array => embeddings.get(example) ?? new Float32Array();

	const accuracies: number[] = [];
	const values: ReadonlyMap<string, number>[] = [];
	for (let draw = 0; draw < subsets; draw++) {
		const random = drawOf('student', name, kind, draw);
		const set =
			kind === 'random'
				? shuffled(pool.flat(), random).slice(0, size)
				: pool.flatMap(examples => shuffled(examples, random).slice(0, perLabel));
		const student = LinearStudent.train(
			set.map(embeddingOf),
			set.map(({ output }) => output),
		);
		const right = heldOut.filter(example => isSameLabel(student.predict(embeddingOf(example)).label, example.output));
		accuracies.push(right.length / heldOut.length);
		values.push(
			new Map([
				...(await measureSet(probe, set)),
				...(await otherMeasures(probe, set, heldOut, drawOf('clusters', name, kind, draw))),
			]),
		);
	}
	const correlations = [...(values[0]?.keys() ?? [])].map(measure => {
		const scores = values.map(scored => scored.get(measure) ?? NaN);
		const correlation = spearman(scores, accuracies);
		const interval = spearmanInterval(correlation, subsets);
		return [measure, { correlation, interval }] as const;
	});
	return {
		task: name,
		kind,
		labels: labels.length,
		pool: pool.flat().length,
		size,
		heldOut: heldOut.length,
		accuracy: { mean: mean(accuracies), deviation: deviation(accuracies) },
		measures: Object.fromEntries(correlations),
	};
}

/** What a set of a few groups of demonstrations has besides the measures of the ladders; those that look at real use last. */
async function otherMeasures(
	probe: ProbeModel,
	set: readonly Example[],
	heldOut: readonly Example[],
	random: Random,
): Promise<ReadonlyMap<string, number>> {
	const loss = lossOf(set);
	const read = (examples: readonly Example[]): Promise<readonly Reading[]> =>
		probe.read(examples.map(example => gradientRequest(example, undefined, loss)));
	const readings = await read(set);
	const sketches = readings.map(sketchOf);
	const kernel = cosineKernel(readings.map(({ embedding }) => embedding));
	const inputs = cosineKernel(
		(await probe.read(set.map(({ input }) => embeddingRequest(input)))).map(({ embedding }) => embedding),
	);
	// In a fixed order of their own, so that those compared with are of all labels.
	const real = shuffled(heldOut, drawOf('coverage')).slice(0, coverageExamples);
	const realSketches = (await read(real)).map(sketchOf);
	const covered = coverage(sketches, realSketches, twins(cosineKernel(sketches)));
	return new Map([
		['embedding Vendi, inputs alone', vendiOfKernel(inputs)[1]],
		['n-gram Vendi', ngramVendi(set.map(example => words(textOf(example))))],
		['cluster spread', clusterSpread(kernel, random) ?? 0],
		['perplexity', perplexity(readings.map(({ logProbs }) => logProbs)) ?? 0],
		['context length', mean(readings.map(({ tokens }) => tokens))],
		['label balance', labelBalance(set.map(({ output }) => output)) ?? 0],
		['coverage of held-out examples', covered?.share ?? 0],
		['mean highest cosine with held-out examples', mean(covered?.nearest.map(({ similarity }) => similarity) ?? [])],
	]);
}
