import type { Example, Loss, ProbeModel } from '../../src/probe/probeModel';
import { compressionRatio } from '../../src/metrics/compressionRatio';
import { cosineKernel } from '../../src/metrics/kernel';
import { ngramDiversity } from '../../src/metrics/ngramDiversity';
import { selfRepetition } from '../../src/metrics/selfRepetition';
import { vendiOfKernel } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import { entry, type SymmetricMatrix } from '../../src/numeric/symmetricMatrix';
import { countOf } from '../../src/text/counts';
import { normalizedText, words } from '../../src/text/words';
import { chooseLoss, gradientRequest, textOf } from '../../src/workflows/readings';
import type { Group } from './data';
import { drawOf, shuffled } from './draw';
import { spearman } from './statistics';

/** Sets of one size that hold ever more different groups. */
export interface Ladder {
	readonly name: string;
	readonly size: number;
	/** How many groups are mixed at each step; each divides the size. */
	readonly steps: readonly number[];
	readonly groups: readonly Group[];
}

export interface LadderFigures {
	readonly name: string;
	readonly size: number;
	readonly steps: readonly number[];
	readonly groups: number;
	/** The reading that the product takes for such sets. */
	readonly loss: Loss;
	readonly measures: Readonly<Record<string, RungFigures>>;
}

export interface RungFigures {
	/** Spearman's correlation with the number of groups, sets drawn independently. */
	readonly random: number;
	/** The same with the groups of a step among those of the next. */
	readonly nested: number;
	/** Mean over nested draws of the correlation within one. */
	readonly within: number;
	/** Mean at each step, nested draws. */
	readonly means: readonly number[];
	/** Milliseconds to compute it for one set from readings. */
	readonly milliseconds: number;
}

/** The measure that the product shows. */
export const byRule = 'G-Vendi, by the rule';

const draws = 20;
/** Whether a measure of a ladder needs a probe's readings. */
export function isOfProbe(measure: string): boolean {
	return /G-Vendi|order|gradient|embedding/u.test(measure);
}

const losses = ['completion', 'joint', 'both'] as const;

interface Rung {
	readonly draw: number;
	readonly groups: number;
	readonly values: ReadonlyMap<string, number>;
}

/** Spearman's correlation of every measure of diversity with the number of different groups in a set. */
export async function measureLadder(probe: ProbeModel, ladder: Ladder): Promise<LadderFigures> {
	const { name, size, steps, groups } = ladder;
	const costs = new Map<string, number[]>();
	const random: Rung[] = [];
	const nested: Rung[] = [];
	const rung = async (draw: number, step: number, set: readonly Example[]): Promise<Rung> => ({
		draw,
		groups: step,
		values: await measureSet(probe, set, costs),
	});
	const chosenLosses: Loss[] = [];
	for (let draw = 0; draw < draws; draw++) {
		const order = orderOf(ladder, drawOf('ladder', name, 'nested', draw));
		for (const step of steps) {
			const set = setOf(order.slice(0, step), size);
			nested.push(await rung(draw, step, set));
			chosenLosses.push(lossOf(set));
			const other = orderOf({ ...ladder, steps: [step] }, drawOf('ladder', name, 'random', draw, step));
			random.push(await rung(draw, step, setOf(other.slice(0, step), size)));
		}
	}
	const [loss] = [...countOf(chosenLosses)].sort((a, b) => b[1] - a[1])[0] ?? ['completion'];
	const measures = [...(nested[0]?.values.keys() ?? [])].map(measure => {
		const within = Map.groupBy(nested, ({ draw }) => draw).values();
		const figures: RungFigures = {
			random: correlation(random, measure),
			nested: correlation(nested, measure),
			within: mean([...within].map(rungs => correlation(rungs, measure))),
			means: steps.map(step =>
				mean(
					valuesOf(
						nested.filter(rung => rung.groups === step),
						measure,
					),
				),
			),
			milliseconds: mean(costs.get(measure) ?? []),
		};
		return [measure, figures] as const;
	});
	return { name, size, steps, groups: groups.length, loss, measures: Object.fromEntries(measures) };
}

/** The lower of a measure's correlations over random and nested draws. */
export function lowestOf({ measures }: LadderFigures, measure: string): number {
	return Math.min(measures[measure]?.random ?? NaN, measures[measure]?.nested ?? NaN);
}

/** The groups in random order, those first that have demonstrations enough to stand alone at the first step. */
function orderOf({ groups, steps, size }: Ladder, random: () => number): readonly Group[] {
	let order = shuffled(groups, random).map(group => ({ ...group, examples: shuffled(group.examples, random) }));
	const result: Group[] = [];
	for (const step of steps) {
		const fitting = order.filter(({ examples }) => examples.length >= size / step).slice(0, step - result.length);
		if (result.length + fitting.length < step) {
			throw new Error(`too few groups with ${size / step} demonstrations`);
		}
		result.push(...fitting);
		order = order.filter(group => !fitting.includes(group));
	}
	return result;
}

function setOf(groups: readonly Group[], size: number): readonly Example[] {
	return groups.flatMap(({ examples }) => examples.slice(0, size / groups.length));
}

function correlation(rungs: readonly Rung[], measure: string): number {
	return spearman(
		rungs.map(({ groups }) => groups),
		valuesOf(rungs, measure),
	);
}

function valuesOf(rungs: readonly Rung[], measure: string): readonly number[] {
	return rungs.map(({ values }) => values.get(measure) ?? NaN);
}

/** Every measure of one set, by name, each such that more is more diverse. */
async function measureSet(
	probe: ProbeModel,
	set: readonly Example[],
	costs: Map<string, number[]>,
): Promise<ReadonlyMap<string, number>> {
	const values = new Map<string, number>();
	const timed = (entries: () => Readonly<Record<string, number>>): void => {
		const started = performance.now();
		for (const [name, value] of Object.entries(entries())) {
			values.set(name, value);
			costs.set(name, [...(costs.get(name) ?? []), performance.now() - started]);
		}
	};
	for (const loss of losses) {
		const readings = await probe.read(set.map(example => gradientRequest(example, undefined, loss)));
		const sketches = readings.flatMap(({ sketch }) => (sketch === undefined ? [] : [sketch]));
		timed(() => {
			const kernel = cosineKernel(sketches);
			const { '0.5': half, 1: first, 2: second, inf } = vendiOfKernel(kernel);
			return {
				[`G-Vendi, ${loss}`]: first,
				[`order ½, ${loss}`]: half,
				[`order 2, ${loss}`]: second,
				[`order ∞, ${loss}`]: inf,
				[`mean gradient cosine, ${loss}`]: -meanCosine(kernel),
			};
		});
		if (loss === 'joint') {
			timed(() => {
				const kernel = cosineKernel(readings.map(({ embedding }) => embedding));
				return { 'embedding Vendi': vendiOfKernel(kernel)[1], 'mean embedding cosine': -meanCosine(kernel) };
			});
		}
	}
	values.set(byRule, values.get(`G-Vendi, ${lossOf(set)}`) ?? NaN);
	const texts = set.map(textOf);
	const tokenized = texts.map(words);
	timed(() => ({ 'word-count Vendi': vendiOfKernel(cosineKernel(wordCounts(tokenized)))[1] }));
	for (const n of [1, 2, 3, 4]) {
		timed(() => ({ [`${n}-gram diversity`]: ngramDiversity(tokenized, n) }));
	}
	timed(() => ({ 'gzip compression': -compressionRatio(texts) }));
	timed(() => ({ 'self-repetition': -selfRepetition(tokenized) }));
	timed(() => ({ 'distinct outputs': new Set(set.map(({ output }) => normalizedText(output))).size }));
	return values;
}

function lossOf(set: readonly Example[]): Loss {
	return chooseLoss(set.map(({ output }) => output));
}

function meanCosine(kernel: SymmetricMatrix): number {
	let sum = 0;
	for (let row = 1; row < kernel.size; row++) {
		for (let column = 0; column < row; column++) {
			sum += entry(kernel, row, column);
		}
	}
	return sum / ((kernel.size * (kernel.size - 1)) / 2);
}

/** How often each text has each word of all of them. */
function wordCounts(texts: readonly (readonly string[])[]): readonly Float32Array[] {
	const places = new Map([...new Set(texts.flat())].map((word, place) => [word, place]));
	return texts.map(text => {
		const counts = new Float32Array(places.size);
		for (const word of text) {
			const place = places.get(word) ?? 0;
			counts[place] = (counts[place] ?? 0) + 1;
		}
		return counts;
	});
}
