import type { Example, Loss, ProbeModel } from '../../src/probe/probeModel';
import { mean } from '../../src/numeric/statistics';
import { countOf } from '../../src/text/counts';
import type { Group } from './data';
import { drawOf, shuffled } from './draw';
import { lossOf, measureSet } from './setMeasures';
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

const draws = 20;

/** One set of a ladder. */
export interface LadderSet {
	readonly draw: number;
	/** How many groups it mixes. */
	readonly groups: number;
	readonly examples: readonly Example[];
}

/** What was measured of one. */
export interface Rung {
	readonly draw: number;
	readonly groups: number;
	readonly values: ReadonlyMap<string, number>;
}

/** Spearman's correlation of every measure of diversity with the number of different groups in a set. */
export async function measureLadder(probe: ProbeModel, ladder: Ladder): Promise<LadderFigures> {
	const { name, size, steps, groups } = ladder;
	const costs = new Map<string, number[]>();
	const rungsOf = async (sets: readonly LadderSet[]): Promise<readonly Rung[]> => {
		const rungs: Rung[] = [];
		for (const { examples, ...place } of sets) {
			rungs.push({ ...place, values: await measureSet(probe, examples, costs) });
		}
		return rungs;
	};
	const sets = ladderSets(ladder);
	const nested = await rungsOf(sets.nested);
	const random = await rungsOf(sets.random);
	const chosenLosses = sets.nested.map(({ examples }) => lossOf(examples));
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

/** All sets of a ladder: drawn independently, and with the groups of a step among those of the next. */
export function ladderSets(ladder: Ladder): {
	readonly random: readonly LadderSet[];
	readonly nested: readonly LadderSet[];
} {
	const { name, size, steps } = ladder;
	const random: LadderSet[] = [];
	const nested: LadderSet[] = [];
	for (let draw = 0; draw < draws; draw++) {
		const order = orderOf(ladder, drawOf('ladder', name, 'nested', draw));
		for (const step of steps) {
			nested.push({ draw, groups: step, examples: setOf(order.slice(0, step), size) });
			const other = orderOf({ ...ladder, steps: [step] }, drawOf('ladder', name, 'random', draw, step));
			random.push({ draw, groups: step, examples: setOf(other.slice(0, step), size) });
		}
	}
	return { random, nested };
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

/** Spearman's correlation of a measure with the number of groups. */
export function correlation(rungs: readonly Rung[], measure: string): number {
	return spearman(
		rungs.map(({ groups }) => groups),
		valuesOf(rungs, measure),
	);
}

export function valuesOf(rungs: readonly Rung[], measure: string): readonly number[] {
	return rungs.map(({ values }) => values.get(measure) ?? NaN);
}
