import { expect, test } from 'vitest';
import { calibratedBitsPerToken, fitWeights, probabilityOf, taskFit } from '../../../src/metrics/taskFit';

const ln = Math.log;

test('the own definition is compared with the mean over the reference definitions, in bits per token', () => {
	// Four tokens: 1/2 each under the own definition, 1/4 and 1/16 each under two others; 1 bit against 2 and 4.
	const logProbability = 4 * ln(1 / 2);
	const referenceLogProbabilities = [4 * ln(1 / 4), 4 * ln(1 / 16)];
	expect(calibratedBitsPerToken({ logProbability, referenceLogProbabilities, tokens: 4 })).toBeCloseTo(2, 12);
});

test('what every definition makes likelier alike changes nothing', () => {
	const fit = (likelier: number): number =>
		taskFit({
			logProbability: -10 + likelier,
			referenceLogProbabilities: [-12 + likelier, -11 + likelier],
			tokens: 5,
			sharedWithInput: 0.1,
			sharedWithOutput: 0,
			likeness: 0.5,
		});
	expect(fit(3)).toBeCloseTo(fit(0), 12);
});

test('without a difference and without shared words only the constant is left, and that speaks against', () => {
	const nothing = {
		logProbability: -3,
		referenceLogProbabilities: [-3, -3],
		tokens: 2,
		sharedWithInput: 0,
		sharedWithOutput: 0,
		likeness: 0,
	};
	expect(taskFit(nothing)).toBe(fitWeights.constant);
	expect(probabilityOf(taskFit(nothing))).toBeLessThan(0.5);
	expect(taskFit({ ...nothing, sharedWithOutput: 0.2 })).toBeGreaterThan(taskFit(nothing));
	expect(taskFit({ ...nothing, sharedWithInput: 0.2 })).toBeGreaterThan(taskFit(nothing));
});

test('log-odds of ln 3 are a probability of three quarters', () => {
	expect(probabilityOf(ln(3))).toBeCloseTo(0.75, 12);
	expect(probabilityOf(0)).toBe(0.5);
});

test('a probe of its own weights counts its head’s likeness', () => {
	const evidence = {
		logProbability: -3,
		referenceLogProbabilities: [-3],
		tokens: 1,
		sharedWithInput: 0,
		sharedWithOutput: 0,
		likeness: 0.5,
	};
	expect(taskFit(evidence, { ...fitWeights, constant: 1, likeness: 4 })).toBe(3);
});
