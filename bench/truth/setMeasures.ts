import type { Example, Loss, ProbeModel } from '../../src/probe/probeModel';
import { blendedVendi } from '../../src/metrics/blendedVendi';
import { compressionRatio } from '../../src/metrics/compressionRatio';
import { cosineKernel } from '../../src/metrics/kernel';
import { ngramDiversity } from '../../src/metrics/ngramDiversity';
import { selfRepetition } from '../../src/metrics/selfRepetition';
import { vendiOfKernel } from '../../src/metrics/vendi';
import { entry, type SymmetricMatrix } from '../../src/numeric/symmetricMatrix';
import { normalizedText, words } from '../../src/text/words';
import { chooseLoss, gradientRequest, textOf } from '../../src/workflows/readings';

/** The measure that the product shows. */
export const byRule = 'G-Vendi, by the rule';

/** Whether a measure of a ladder needs a probe's readings. */
export function isOfProbe(measure: string): boolean {
	return /G-Vendi|order|gradient|embedding/u.test(measure);
}

const losses = ['completion', 'joint', 'both'] as const;

/**
 * Every measure of one set, by name, each such that more is more diverse.
 *
 * @param costs receives the milliseconds that each took
 */
export async function measureSet(
	probe: ProbeModel,
	set: readonly Example[],
	costs = new Map<string, number[]>(),
): Promise<ReadonlyMap<string, number>> {
	const values = new Map<string, number>();
	const timed = (entries: () => Readonly<Record<string, number>>): void => {
		const started = performance.now();
		for (const [name, value] of Object.entries(entries())) {
			values.set(name, value);
			costs.set(name, [...(costs.get(name) ?? []), performance.now() - started]);
		}
	};
	const kernels = new Map<Loss, SymmetricMatrix>();
	for (const loss of losses) {
		const readings = await probe.read(set.map(example => gradientRequest(example, undefined, loss)));
		const sketches = readings.flatMap(({ sketch }) => (sketch === undefined ? [] : [sketch]));
		timed(() => {
			const kernel = cosineKernel(sketches);
			kernels.set(loss, kernel);
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
	const loss = lossOf(set);
	values.set(byRule, values.get(`G-Vendi, ${loss}`) ?? NaN);
	const readings = await probe.read(set.map(example => gradientRequest(example, undefined, loss)));
	const gradients = kernels.get(loss);
	if (gradients !== undefined) {
		timed(() => ({
			'gradients and embeddings': blendedVendi(gradients, cosineKernel(readings.map(({ embedding }) => embedding))),
		}));
	}
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

/** The reading that the product takes for a set. */
export function lossOf(set: readonly Example[]): Loss {
	return chooseLoss(set.map(({ output }) => output));
}

/** Over all pairs of different items. */
export function meanCosine(kernel: SymmetricMatrix): number {
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
