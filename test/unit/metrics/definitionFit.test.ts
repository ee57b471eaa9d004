import { expect, test } from 'vitest';
import { definitionFit, definitionFitWeights } from '../../../src/metrics/definitionFit';
import { probabilityOf } from '../../../src/metrics/taskFit';

const nothing = { bitsPerToken: 0, sharedWithInput: 0, sharedWithOutput: 0, likeness: 0 };

test('without any evidence only the constant is left, and that speaks against', () => {
	expect(definitionFit(nothing)).toBe(definitionFitWeights.constant);
	expect(probabilityOf(definitionFit(nothing))).toBeLessThan(0.5);
});

test('each piece of evidence counts by its weight', () => {
	const weights = { constant: 1, bitsPerToken: 2, sharedWithInput: 3, sharedWithOutput: 4, likeness: 5 };
	const evidence = { bitsPerToken: -0.5, sharedWithInput: 0.1, sharedWithOutput: 0.2, likeness: 0.3 };
	expect(definitionFit(evidence, weights)).toBeCloseTo(1 - 1 + 0.3 + 0.8 + 1.5, 12);
});

test('a higher V-Score and more shared words speak for the definition, likeness only where a head gives it', () => {
	expect(definitionFit({ ...nothing, bitsPerToken: 0.2 })).toBeGreaterThan(definitionFit(nothing));
	expect(definitionFit({ ...nothing, sharedWithInput: 0.2 })).toBeGreaterThan(definitionFit(nothing));
	expect(definitionFit({ ...nothing, sharedWithOutput: 0.2 })).toBeGreaterThan(definitionFit(nothing));
	expect(definitionFit({ ...nothing, likeness: 0.2 })).toBe(definitionFit(nothing));
});
