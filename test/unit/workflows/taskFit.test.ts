import { expect, test } from 'vitest';
import { fitWeights } from '../../../src/metrics/taskFit';
import type { ReadingRequest } from '../../../src/probe/probeModel';
import { measureFit, readEvidence, readingsOfFit, referenceDefinitions } from '../../../src/workflows/taskFit';
import type { TextReader } from '../../../src/workflows/scoringReader';

const task = 'Name the river that crosses the town.';
const example = { input: 'Vienna', output: 'the river Danube' };

/** Reads three tokens, each with the log-probability that the definition is worth. */
function reader(
	worth: (definition: string | undefined) => number,
	tokens: (request: ReadingRequest) => number = () => 3,
): TextReader & { readonly requests: ReadingRequest[] } {
	const requests: ReadingRequest[] = [];
	return {
		requests,
		read: requested => {
			requests.push(...requested);
			return Promise.resolve(
				requested.map(request => ({ logProbs: new Float32Array(tokens(request)).fill(worth(request.task)) })),
			);
		},
	};
}

test('a demonstration is read under the task definition and under each reference definition, by itself', async () => {
	const probe = reader(() => -1);
	await measureFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(probe.requests).toHaveLength(2 * readingsOfFit);
	expect(probe.requests.slice(0, readingsOfFit).map(request => request.task)).toEqual([task, ...referenceDefinitions]);
	expect(probe.requests.every(({ gradient, examples }) => !gradient && examples?.length === 0)).toBe(true);
});

test('the fit adds what the definition explains to the words that it shares', async () => {
	const halves = -2 * Math.LN2;
	const probe = reader(definition => (definition === task ? halves / 2 : halves));
	const [evidence] = await readEvidence(probe, task, [example]);
	// "river" is one of four stems of the definition (name, river, cross, town) and of two of the output.
	expect(evidence?.sharedWithOutput).toBeCloseTo(1 / Math.sqrt(4 * 2), 12);
	expect(evidence?.sharedWithInput).toBe(0);
	const [fit] = await measureFit(probe, task, [example]);
	const shared = fitWeights.sharedWithOutput / Math.sqrt(8);
	expect(fit).toBeCloseTo(fitWeights.constant + fitWeights.bitsPerToken + shared, 6);
});

test('a text that was cut in one of its readings has no fit', async () => {
	const probe = reader(
		() => -1,
		request => (request.task === referenceDefinitions[2] && request.input === 'Vienna' ? 2 : 3),
	);
	const [cut, whole] = await measureFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(cut).toBeUndefined();
	expect(whole).toBeTypeOf('number');
});
