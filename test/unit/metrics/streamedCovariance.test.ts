import { expect, test } from 'vitest';
import { cosineKernel } from '../../../src/metrics/kernel';
import { StreamedCovariance } from '../../../src/metrics/streamedCovariance';
import { foldedVendi, gVendi, vendiOfKernel } from '../../../src/metrics/vendi';
import { randomVectors } from '../numeric/matrices';

const distinct = randomVectors(40, 512, 41);
const sketches = Array.from({ length: 1100 }, (_, index) => distinct[(index * index) % 40] ?? new Float32Array());

function streamed(vectors: readonly Float32Array[]): StreamedCovariance {
	const covariance = new StreamedCovariance();
	vectors.forEach(vector => covariance.add(vector));
	return covariance;
}

test('gives the G-Vendi of all sketches together, in any order', () => {
	const { score, orders, dimension } = foldedVendi(streamed(sketches.toReversed()));
	const whole = gVendi(sketches);
	expect(score).toBeCloseTo(whole.score, 9);
	expect(orders.inf).toBeCloseTo(whole.orders.inf, 9);
	expect(dimension).toBe(whole.dimension);
}, 60_000);

test('gives the score of the folded sketches, compared pair by pair', () => {
	const few = distinct.slice(0, 20);
	const { score } = foldedVendi(streamed(few));
	const covariance = new StreamedCovariance();
	const folded = few.map(sketch => Float32Array.from(covariance.fold(sketch)));
	expect(score).toBeCloseTo(vendiOfKernel(cosineKernel(folded))['1'], 4);
}, 60_000);

test('a sketch of nothing counts nothing', () => {
	const few = distinct.slice(0, 5);
	expect(foldedVendi(streamed([...few, new Float32Array(512)])).score).toBeCloseTo(foldedVendi(streamed(few)).score, 9);
}, 60_000);
