import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { contributions } from '../../../src/metrics/contribution';
import { cosineKernel } from '../../../src/metrics/kernel';
import { SpectrumMemory } from '../../../src/metrics/spectrumMemory';
import { randomVector, randomVectors } from '../numeric/matrices';

test.each([60, 400])(
	'after whatever edits, contributions are those of the set from scratch, in %i dimensions',
	dimension => {
		const random = seededRandom(17);
		const memory = new SpectrumMemory();
		let vectors = randomVectors(160, dimension, 1);
		for (let edit = 0; edit < 14; edit++) {
			const place = Math.floor(random() * vectors.length);
			const fresh = randomVector(dimension, random);
			const kinds = [
				() => vectors.with(place, fresh),
				() => vectors.toSpliced(place, 0, fresh),
				() => vectors.toSpliced(place, 0, vectors[3] as Float32Array),
				() => vectors.toSpliced(place, 1),
				() => vectors.toReversed(),
			];
			vectors = kinds[edit % kinds.length]?.() ?? vectors;
			const kernel = cosineKernel(vectors);
			const found = contributions(kernel, memory.rowsOf(vectors, kernel));
			contributions(kernel).forEach((expected, item) => {
				expect(Math.abs((found[item] ?? NaN) - expected)).toBeLessThan(1e-9);
			});
		}
	},
);
