import { expect, test } from 'vitest';
import { fitWeights, probabilityOf, taskFit } from '../../../src/metrics/taskFit';

const nothing = { bitsPerToken: 0, sharedWithInput: 0, sharedWithOutput: 0, likeness: 0 };

test('without any evidence only the constant is left, and that speaks against', () => {
	expect(taskFit(nothing)).toBe(fitWeights.constant);
	expect(probabilityOf(taskFit(nothing))).toBeLessThan(0.5);
});

test('each piece of evidence counts by its weight', () => {
	const weights = { constant: 1, bitsPerToken: 2, sharedWithInput: 3, sharedWithOutput: 4, likeness: 5 };
	const evidence = { bitsPerToken: -0.5, sharedWithInput: 0.1, sharedWithOutput: 0.2, likeness: 0.3 };
	expect(taskFit(evidence, weights)).toBeCloseTo(1 - 1 + 0.3 + 0.8 + 1.5, 12);
});

test('a higher V-Score and more shared words speak for the definition, likeness only where a head gives it', () => {
	expect(taskFit({ ...nothing, bitsPerToken: 0.2 })).toBeGreaterThan(taskFit(nothing));
	expect(taskFit({ ...nothing, sharedWithInput: 0.2 })).toBeGreaterThan(taskFit(nothing));
	expect(taskFit({ ...nothing, sharedWithOutput: 0.2 })).toBeGreaterThan(taskFit(nothing));
	expect(taskFit({ ...nothing, likeness: 0.2 })).toBe(taskFit(nothing));
});

test('log-odds of ln 3 are a probability of three quarters', () => {
	expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12);
	expect(probabilityOf(0)).toBe(0.5);
});
