import { expect, test } from 'vitest';
import { fitWeights } from '../../../src/metrics/taskFit';
import type { ProbeModel, ReadingRequest, TaskHead } from '../../../src/probe/probeModel';
import { measureFit, readEvidence } from '../../../src/workflows/taskFit';

const task = 'Name the river that crosses the town.';
const example = { input: 'Vienna', output: 'the river Danube' };

/** Reads three tokens, each with the log-probability that the definition is worth. */
function reader(
	worth: (definition: string | undefined) => number,
	tokens: (request: ReadingRequest) => number = () => 3,
	taskHead?: TaskHead,
): ProbeModel & { readonly requests: ReadingRequest[] } {
	const requests: ReadingRequest[] = [];
	return {
		requests,
		describe: () =>
			Promise.resolve({
				id: 'fake',
				revision: '0',
				parameters: 1,
				provider: 'cpu',
				window: 64,
				sketchDimension: 4,
				...(taskHead === undefined ? {} : { taskHead }),
			}),
		dispose: () => undefined,
		read: requested => {
			requests.push(...requested);
			return Promise.resolve(
				requested.map(request => ({
					logProbs: new Float32Array(tokens(request)).fill(worth(request.task)),
					tokens: 9,
					truncated: false,
					embedding: request.verbatim === true ? Float32Array.of(0, 2) : Float32Array.of(3, 0),
				})),
			);
		},
	};
}

test('the fit takes the V-Score’s own readings: under the task definition and under none, each by itself', async () => {
	const probe = reader(() => -1);
	await measureFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(probe.requests.map(request => request.task)).toEqual([task, undefined, task, undefined]);
	expect(probe.requests.every(({ gradient, examples }) => !gradient && examples?.length === 0)).toBe(true);
});

test('the fit adds what the definition explains to the words that it shares', async () => {
	const halves = -2 * Math.LN2;
	const probe = reader(definition => (definition === task ? halves / 2 : halves));
	const [evidence] = await readEvidence(probe, task, [example]);
	expect(evidence?.bitsPerToken).toBeCloseTo(1, 6);
	// "river" is one of four stems of the definition (name, river, cross, town) and of two of the output.
	expect(evidence?.sharedWithOutput).toBeCloseTo(1 / Math.sqrt(4 * 2), 12);
	expect(evidence?.sharedWithInput).toBe(0);
	const [fit] = await measureFit(probe, task, [example]);
	const shared = fitWeights.sharedWithOutput / Math.sqrt(8);
	expect(fit).toBeCloseTo(fitWeights.constant + fitWeights.bitsPerToken + shared, 5);
});

test('a text that was cut in one of its readings has no fit', async () => {
	const probe = reader(
		() => -1,
		request => (request.task === task && request.input === 'Vienna' ? 2 : 3),
	);
	const [cut, whole] = await measureFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(cut).toBeUndefined();
	expect(whole).toBeTypeOf('number');
});

test('a head tells how near the demonstration alone is to the definition alone', async () => {
	// The demonstration (3, 0) goes to (3, 1), the definition (0, 2) to (2, 0) + (1, 0).
	const head: TaskHead = {
		dimension: 2,
		demonstration: Float32Array.of(1, 0, 0, 0, 1, 1),
		definition: Float32Array.of(0, 1, 1, 1, 0, 0),
		weights: { ...fitWeights, likeness: 5 },
	};
	const probe = reader(
		() => -1,
		() => 3,
		head,
	);
	const [evidence] = await readEvidence(probe, task, [example]);
	expect(evidence?.likeness).toBeCloseTo(3 / Math.sqrt(10), 6);
	const [fit] = await measureFit(probe, task, [example]);
	const shared = fitWeights.sharedWithOutput / Math.sqrt(8);
	expect(fit).toBeCloseTo(fitWeights.constant + shared + (5 * 3) / Math.sqrt(10), 5);
	expect(probe.requests.filter(({ verbatim }) => verbatim === true).map(({ input }) => input)).toEqual([task, task]);
});
