import type { Random } from '../../src/base/random';
import { sample } from '../../src/numeric/sample';
import { entry, type SymmetricMatrix } from '../../src/numeric/symmetricMatrix';

const iterations = 20;

/** k-medoids by alternation (Park & Jun, 2009) over cosines: each medoid is the member nearest to all others of its group. */
export function medoids(kernel: SymmetricMatrix, k: number, random: Random): number[] {
	const items = Array.from({ length: kernel.size }, (_, item) => item);
	let chosen = sample(items, k, random);
	for (let iteration = 0; iteration < iterations; iteration++) {
		const groups = chosen.map((): number[] => []);
		for (const item of items) {
			groups[indexOfLargest(chosen.map(medoid => entry(kernel, item, medoid)))]?.push(item);
		}
		const next = groups.map((members, group) => {
			const sums = members.map(item => members.reduce((sum, other) => sum + entry(kernel, item, other), 0));
			return members[indexOfLargest(sums)] ?? chosen[group] ?? 0;
		});
		if (next.every((item, group) => item === chosen[group])) {
			break;
		}
		chosen = next;
	}
	return chosen;
}

/** Greedy facility location: each time the item that raises Σᵢ max cosine with the chosen the most. */
export function facilityLocation(kernel: SymmetricMatrix, k: number): number[] {
	const { size } = kernel;
	const served = new Float64Array(size).fill(-1);
	const chosen: number[] = [];
	while (chosen.length < k) {
		const gains = Array.from({ length: size }, (_, candidate) => {
			let gain = 0;
			for (let item = 0; item < size; item++) {
				gain += Math.max(0, entry(kernel, candidate, item) - (served[item] as number));
			}
			return chosen.includes(candidate) ? -Infinity : gain;
		});
		const best = indexOfLargest(gains);
		chosen.push(best);
		for (let item = 0; item < size; item++) {
			served[item] = Math.max(served[item] as number, entry(kernel, best, item));
		}
	}
	return chosen;
}

function indexOfLargest(values: readonly number[]): number {
	return values.reduce((best, value, index) => (value > (values[best] ?? -Infinity) ? index : best), 0);
}
