import { expect, test } from 'vitest';
import { blendedVendi } from '../../../src/metrics/blendedVendi';
import { cosineKernel } from '../../../src/metrics/kernel';

const apart = cosineKernel([Float32Array.of(1, 0), Float32Array.of(0, 1)]);
const alike = cosineKernel([Float32Array.of(1, 0), Float32Array.of(2, 0)]);

test('what both tell apart counts twice, what neither does counts once', () => {
	expect(blendedVendi(apart, apart)).toBeCloseTo(2, 6);
	expect(blendedVendi(alike, alike)).toBeCloseTo(1, 3);
});

test('what one of the two tells apart lies between, the same whichever it is', () => {
	// Eigenvalues ¾ and ¼ of a kernel with ½ beside its diagonal: (√¾ + √¼)².
	expect(blendedVendi(apart, alike)).toBeCloseTo((Math.sqrt(0.75) + 0.5) ** 2, 6);
	expect(blendedVendi(alike, apart)).toBeCloseTo(blendedVendi(apart, alike), 12);
});
