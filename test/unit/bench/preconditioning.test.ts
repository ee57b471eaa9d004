import { expect, test } from 'vitest';
import { Space } from '../../../bench/truth/preconditioning';
import { entry, type SymmetricMatrix } from '../../../src/numeric/symmetricMatrix';

const typical = [Float32Array.of(2, 0, 0), Float32Array.of(0, 5, 0)];
const pair = [Float32Array.of(1, 1, 1), Float32Array.of(3, -3, 3)];
const kernels: ReadonlyMap<string, SymmetricMatrix> = new Map(new Space(typical).kernels(pair));

function cosine(name: string): number {
	return entry(kernels.get(name) ?? { size: 2, data: new Float64Array(4) }, 0, 1);
}

test('as they are, vectors have their cosine', () => {
	expect(cosine('')).toBeCloseTo(1 / 3, 6);
});

test('centred, they have that of their differences from the mean of the typical unit vectors', () => {
	const [r, m] = [1 / Math.sqrt(3), 0.5];
	const product = (r - m) ** 2 + (r - m) * (-r - m) + r * r;
	const lengths = Math.hypot(r - m, r - m, r) * Math.hypot(r - m, -r - m, r);
	expect(cosine(', centred')).toBeCloseTo(product / lengths, 6);
});

test('whitened, directions that are typical count less', () => {
	// C + λI = diag(1, 1, ½): x·y becomes (1 − 1 + 2)/3, and both lengths √(4/3).
	expect(cosine(', whitened')).toBeCloseTo(0.5, 6);
});

test('scaled, a component that is never seen counts most', () => {
	expect(cosine(', scaled')).toBeGreaterThan(0.9);
});

test('every vector is like itself', () => {
	for (const kernel of kernels.values()) {
		expect(entry(kernel, 0, 0)).toBeCloseTo(1, 6);
		expect(entry(kernel, 1, 1)).toBeCloseTo(1, 6);
	}
});
