import { describe, expect, test } from 'vitest';
import { cosineKernel } from '../../../src/metrics/kernel';
import { gVendi, scoreFromEntropy, vendiOfKernel, vendiScore } from '../../../src/metrics/vendi';
import { symmetricEigenvalues } from '../../../src/numeric/eigen';
import { entropySum } from '../../../src/numeric/spectralEntropy';
import reference from '../../fixtures/reference/vendi.json';
import { randomVectors, symmetric, symmetricOf } from '../numeric/matrices';

function unitVectors(count: number): Float32Array[] {
	return Array.from({ length: count }, (_, index) =>
		Float32Array.from({ length: count }, (_value, i) => +(i === index)),
	);
}

describe('Vendi score', () => {
	for (const { name, kernel, points = [], scores } of reference.cases) {
		const matrix =
			kernel === undefined
				? symmetricOf(points.length, (row, column) => Math.exp(-Math.abs((points[row] ?? 0) - (points[column] ?? 0))))
				: symmetric(kernel);
		test.each(Object.entries(scores))(`${name}: order %s is %f, as the reference has it`, (order, expected) => {
			expect(vendiScore(symmetricEigenvalues(matrix), Number(order))).toBeCloseTo(expected, 4);
		});
	}

	test('orthogonal items count one each, equal items one in all, at every order', () => {
		for (const order of [0.1, 0.5, 1, 2, Infinity]) {
			const identity = symmetricOf(7, (row, column) => (row === column ? 1 : 0));
			expect(vendiScore(symmetricEigenvalues(identity), order)).toBeCloseTo(7, 9);
			expect(vendiScore(symmetricEigenvalues(symmetricOf(7, () => 1)), order)).toBeCloseTo(1, 6 * Math.min(order, 1));
		}
	});

	test('does not depend on the unit, and ignores negative noise', () => {
		expect(vendiScore([3, 3, 6])).toBeCloseTo(vendiScore([1, 1, 2, -1e-15]), 12);
	});

	test('never rises with the order', () => {
		const orders = vendiOfKernel(cosineKernel(randomVectors(20, 12, 1)));
		expect(orders['0.5']).toBeGreaterThan(orders['1']);
		expect(orders['1']).toBeGreaterThan(orders['2']);
		expect(orders['2']).toBeGreaterThan(orders.inf);
	});

	test('of order near 1 is continuous', () => {
		const values = symmetricEigenvalues(cosineKernel(randomVectors(10, 6, 2)));
		expect(vendiScore(values, 1.0001)).toBeCloseTo(vendiScore(values, 1), 3);
	});

	test('of nothing is 0', () => {
		expect(vendiScore([])).toBe(0);
		expect(vendiScore([0, 0])).toBe(0);
	});

	test('follows from Σ λ ln λ alone', () => {
		const values = Float64Array.of(2, 1, 0.5);
		expect(scoreFromEntropy(entropySum(values), 3.5)).toBeCloseTo(vendiScore(values), 12);
	});
});

describe('G-Vendi', () => {
	test('of one demonstration is 1, of none 0', () => {
		expect(gVendi(randomVectors(1, 30, 1)).score).toBeCloseTo(1, 6);
		expect(gVendi([]).score).toBe(0);
	});

	test('does not depend on the lengths of the gradients', () => {
		const sketches = randomVectors(9, 40, 3);
		const scaled = sketches.map((sketch, index) => sketch.map(value => value * (index + 1)));
		expect(gVendi(scaled).score).toBeCloseTo(gVendi(sketches).score, 5);
	});

	test('a second copy of every demonstration adds nothing', () => {
		const sketches = randomVectors(9, 40, 4);
		expect(gVendi([...sketches, ...sketches]).score).toBeCloseTo(gVendi(sketches).score, 6);
	});

	test('counts orthogonal gradients', () => {
		expect(gVendi(unitVectors(12)).score).toBeCloseTo(12, 6);
	});

	test('above 1,024 demonstrations the folded sketches still count the distinct ones', () => {
		const distinct = randomVectors(8, 256, 5);
		const repeated = Array.from({ length: 1040 }, (_, index) => distinct[index % 8] ?? new Float32Array());
		const { score, dimension } = gVendi(repeated);
		expect(dimension).toBe(1024);
		expect(Math.abs(score - gVendi(distinct).score)).toBeLessThan(0.1);
	}, 60_000);
});
