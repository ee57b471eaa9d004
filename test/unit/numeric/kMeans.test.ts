import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { sphericalKMeans } from '../../../src/numeric/kMeans';
import { gram } from '../../../src/numeric/symmetricMatrix';
import { dot, normalized } from '../../../src/numeric/vectors';
import { randomVector, randomVectors, symmetricOf } from './matrices';

describe('spherical k-means', () => {
	test('finds well separated groups whatever the seed', () => {
		const random = seededRandom(4);
		const centres = randomVectors(4, 50, 5);
		const rows = Array.from({ length: 40 }, (_, index) => {
			const noise = randomVector(50, random);
			return normalized((centres[index % 4] ?? noise).map((value, component) => value + 0.1 * (noise[component] ?? 0)));
		});
		for (let seed = 0; seed < 5; seed++) {
			const assignment = sphericalKMeans(gram(rows), 4, seededRandom(seed));
			expect(new Set(assignment).size).toBe(4);
			assignment.forEach((group, index) => expect(group).toBe(assignment[index % 4]));
		}
	});

	test('every point ends in the group whose centre is nearest, and no group is empty', () => {
		const rows = randomVectors(30, 8, 6).map(normalized);
		const assignment = sphericalKMeans(gram(rows), 5, seededRandom(1));
		const centres = [0, 1, 2, 3, 4].map(group =>
			normalized(
				Float32Array.from({ length: 8 }, (_, component) =>
					rows.reduce((sum, row, index) => sum + (assignment[index] === group ? (row[component] ?? 0) : 0), 0),
				),
			),
		);
		expect(new Set(assignment).size).toBe(5);
		rows.forEach((row, index) => {
			const cosines = centres.map(centre => dot(centre, row));
			expect(cosines[assignment[index] ?? -1]).toBeCloseTo(Math.max(...cosines), 6);
		});
	});

	test('points that all coincide make one group', () => {
		expect(
			new Set(
				sphericalKMeans(
					symmetricOf(6, () => 1),
					3,
					seededRandom(1),
				),
			).size,
		).toBe(1);
	});

	test('as many groups as orthogonal points: each its own', () => {
		const identity = symmetricOf(5, (row, column) => (row === column ? 1 : 0));
		expect(new Set(sphericalKMeans(identity, 5, seededRandom(2))).size).toBe(5);
	});

	test('the same seed gives the same groups', () => {
		const kernel = gram(randomVectors(50, 20, 7).map(normalized));
		expect(sphericalKMeans(kernel, 7, seededRandom(3))).toEqual(sphericalKMeans(kernel, 7, seededRandom(3)));
	});
});
