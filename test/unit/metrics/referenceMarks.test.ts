import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { contributions } from '../../../src/metrics/contribution';
import { cosineKernel } from '../../../src/metrics/kernel';
import { referenceMarks, type ReferenceMarks } from '../../../src/metrics/referenceMarks';
import { gVendi } from '../../../src/metrics/vendi';
import { randomVectors } from '../numeric/matrices';

function marksOf(vectors: readonly Float32Array[]): ReferenceMarks {
	const kernel = cosineKernel(vectors);
	const marks = referenceMarks(kernel, contributions(kernel), seededRandom(3));
	if (marks === null) {
		throw new Error('no marks');
	}
	return marks;
}

test('doubling the weakest is the score of the set with a copy of it', () => {
	const vectors = randomVectors(9, 16, 4);
	const weakest = contributions(cosineKernel(vectors)).reduce(
		(least, value, index, all) => (value < (all[least] ?? 0) ? index : least),
		0,
	);
	expect(marksOf(vectors).doubled).toBeCloseTo(gVendi([...vectors, ...vectors.slice(weakest, weakest + 1)]).score, 8);
});

test('of orthogonal items, resampling leaves the exponential of the entropy of the counts: well below n', () => {
	const axes = Array.from({ length: 12 }, (_, axis) => Float32Array.from({ length: 12 }, (_, i) => Number(i === axis)));
	const { resampled } = marksOf(axes);
	expect(resampled.lowest).toBeLessThanOrEqual(resampled.mean);
	expect(resampled.mean).toBeLessThanOrEqual(resampled.highest);
	// Some (1 − 1/12)¹² = 35 % of the items are missing from a draw.
	expect(resampled.mean).toBeGreaterThan(5.5);
	expect(resampled.mean).toBeLessThan(8.5);
});

test('of copies every mark is 1, and of one item there are none', () => {
	const [one = new Float32Array()] = randomVectors(1, 8, 5);
	expect(marksOf([one, one, one]).doubled).toBeCloseTo(1, 6);
	expect(marksOf([one, one, one]).resampled).toMatchObject({ draws: 20 });
	expect(marksOf([one, one, one]).resampled.highest).toBeCloseTo(1, 6);
	expect(referenceMarks(cosineKernel([one]), [1], seededRandom(1))).toBeNull();
});
