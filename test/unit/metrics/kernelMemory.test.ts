import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { cosineKernel } from '../../../src/metrics/kernel';
import { KernelMemory } from '../../../src/metrics/kernelMemory';
import { randomVector, randomVectors } from '../numeric/matrices';

test('whatever is changed, inserted, removed, moved or repeated, the kernel is that of the set, digit for digit', () => {
	const random = seededRandom(7);
	const memory = new KernelMemory();
	let vectors = randomVectors(13, 37, 1);
	for (let edit = 0; edit < 200; edit++) {
		const place = Math.floor(random() * vectors.length);
		const other = vectors[Math.floor(random() * vectors.length)] as Float32Array;
		const fresh = randomVector(37, random);
		const kinds = [
			() => vectors.with(place, fresh),
			() => vectors.toSpliced(place, 0, fresh),
			() => vectors.toSpliced(place, 0, other),
			() => (vectors.length > 1 ? vectors.toSpliced(place, 1) : vectors),
			() => vectors.toReversed(),
			() => vectors.map(vector => (random() < 0.6 ? randomVector(37, random) : vector)),
			() => vectors.with(place, new Float32Array(37)),
		];
		vectors = kinds[Math.floor(random() * kinds.length)]?.() ?? vectors;
		expect(memory.kernelOf(vectors)).toEqual(cosineKernel(vectors));
	}
});

test('a set that has not changed keeps its kernel, also where another was asked for in between', () => {
	const memory = new KernelMemory();
	const [one, two] = [randomVectors(5, 8, 2), randomVectors(6, 8, 3)];
	const kernel = memory.kernelOf(one);
	memory.kernelOf(two);
	expect(memory.kernelOf([...one])).toBe(kernel);
});
