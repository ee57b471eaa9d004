import { vendiOfKernel } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import type { SymmetricMatrix } from '../../src/numeric/symmetricMatrix';
import type { Example, ProbeModel } from '../../src/probe/probeModel';
import type { Group } from './data';
import { contrastSets, type Source } from './duplicates';
import { correlation, ladderSets, type Ladder, type LadderSet } from './ladders';
import { referenceOf, type Kernel, type Reference } from './preconditioning';
import { deviation } from './statistics';

/** What keeps contrast in sets of a few dozen: every kernel with every way to count by it. */
export interface SmallSetFigures {
	/** Demonstrations that the preconditioning was learned from. */
	readonly reference: number;
	readonly ladders: readonly string[];
	readonly sources: readonly string[];
	readonly measures: Readonly<
		Record<
			string,
			{
				/** Spearman's correlation with the number of groups on each ladder, the lower of random and nested draws. */
				readonly correlations: readonly number[];
				/** For each source: how far a paraphrase lowers diversity per demonstration, in spreads of a redraw. */
				readonly falls: readonly number[];
			}
		>
	>;
}

type Values = ReadonlyMap<string, number>;

/**
 * Compares, on the ladders and on sets with a paraphrase added, orders of the Vendi score and the mean cosine, over
 * gradients as they are, centred, whitened and scaled, over embeddings, and over both together.
 *
 * @param groups whose demonstrations the preconditioning is learned from; none of a ladder or a source
 */
export async function measureSmallSets(
	probe: ProbeModel,
	groups: readonly Group[],
	ladders: readonly Ladder[],
	sources: readonly Source[],
): Promise<SmallSetFigures> {
	const examples = groups.flatMap(group => group.examples.slice(0, referenceExamples));
	const reference = await referenceOf(probe, examples);
	const onLadders: (readonly [random: readonly Values[], nested: readonly Values[], sets: LadderSets])[] = [];
	for (const ladder of ladders) {
		const sets = ladderSets(ladder);
		onLadders.push([await valuesOf(reference, sets.random), await valuesOf(reference, sets.nested), sets]);
	}
	const falls: ReadonlyMap<string, number>[] = [];
	for (const source of sources) {
		falls.push(await fallsOf(reference, source));
	}
	const names = [...(onLadders[0]?.[0][0]?.keys() ?? [])];
	const measures = names.map(name => {
		const along = (sets: readonly LadderSet[], values: readonly Values[]): number =>
			correlation(
				sets.map((set, index) => ({ ...set, values: values[index] ?? new Map() })),
				name,
			);
		const figures = {
			correlations: onLadders.map(([random, nested, sets]) =>
				Math.min(along(sets.random, random), along(sets.nested, nested)),
			),
			falls: falls.map(fall => fall.get(name) ?? NaN),
		};
		return [name, figures] as const;
	});
	return {
		reference: examples.length,
		ladders: ladders.map(({ name }) => name),
		sources: sources.map(({ name }) => name),
		measures: Object.fromEntries(measures),
	};
}

const referenceExamples = 8;

type LadderSets = ReturnType<typeof ladderSets>;

async function valuesOf(reference: Reference, sets: readonly LadderSet[]): Promise<readonly Values[]> {
	const values: Values[] = [];
	for (const { examples } of sets) {
		values.push(countsOf(await reference.kernels(examples)));
	}
	return values;
}

async function fallsOf(reference: Reference, source: Source): Promise<ReadonlyMap<string, number>> {
	const falls = new Map<string, { readonly fall: number; readonly spread: number }[]>();
	const each = async (set: readonly Example[]): Promise<Values> =>
		new Map([...countsOf(await reference.kernels(set))].map(([name, value]) => [name, value / set.length] as const));
	for (const { set, withCopy, redrawn } of contrastSets(source)) {
		const [before, after] = [await each(set), await each(withCopy)];
		const again: Values[] = [];
		for (const other of redrawn) {
			again.push(await each(other));
		}
		for (const [name, value] of before) {
			const spread = deviation(again.map(values => values.get(name) ?? NaN));
			falls.set(name, [...(falls.get(name) ?? []), { fall: value - (after.get(name) ?? NaN), spread }]);
		}
	}
	return new Map(
		[...falls].map(([name, rows]) => [name, mean(rows.map(({ fall }) => fall)) / mean(rows.map(row => row.spread))]),
	);
}

/** Effective numbers of demonstrations by each kernel. */
function countsOf(kernels: ReadonlyMap<Kernel, SymmetricMatrix>): Values {
	return new Map(
		[...kernels].flatMap(([name, kernel]) => {
			const orders = vendiOfKernel(kernel);
			return [
				[`${name}; order ½`, orders['0.5']],
				[`${name}; order 1`, orders['1']],
				[`${name}; order 2`, orders['2']],
				[`${name}; order ∞`, orders.inf],
				[`${name}; mean cosine`, inverseMean(kernel)],
			] as const;
		}),
	);
}

/** Diversity of order 2 in the sense of Leinster & Cobbold, Ecology 93, 2012: one over the mean likeness, of an item with itself included. */
function inverseMean({ size, data }: SymmetricMatrix): number {
	return size ** 2 / data.reduce((sum, value) => sum + value, 0);
}
