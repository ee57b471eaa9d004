import { describe, expect, test } from 'vitest';
import { definitionFitWeights } from '../../../src/metrics/definitionFit';
import { definitionAlone } from '../../../src/metrics/taskFit';
import type { ProbeModel, ReadingRequest, TaskHead } from '../../../src/probe/probeModel';
import { measureDefinitionFit, measureTaskFit, readEvidence } from '../../../src/workflows/taskFit';

const task = 'Name the river that crosses the town.';
const example = { input: 'Vienna', output: 'the river Danube' };

/** Reads three tokens, each with the log-probability that the definition is worth. */
function reader(
	worth: (definition: string | undefined) => number,
	tokens: (request: ReadingRequest) => number = () => 3,
	taskHead?: TaskHead,
	embed: (request: ReadingRequest) => Float32Array = ({ verbatim }) =>
		verbatim === true ? Float32Array.of(0, 2) : Float32Array.of(3, 0),
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
					embedding: embed(request),
				})),
			);
		},
	};
}

test('the fit takes the V-Score’s own readings: under the task definition and under none, each by itself', async () => {
	const probe = reader(() => -1);
	await measureDefinitionFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(probe.requests.map(request => request.task)).toEqual([task, undefined, task, undefined]);
	expect(probe.requests.every(({ gradient, examples }) => !gradient && examples?.length === 0)).toBe(true);
});

test('the fit adds what the definition explains to the words that it shares', async () => {
	const halves = -2 * Math.LN2;
	const probe = reader(definition => (definition === task ? halves / 2 : halves));
	const [read] = await readEvidence(probe, task, [example]);
	expect(read?.evidence.bitsPerToken).toBeCloseTo(1, 6);
	// "river" is one of four stems of the definition (name, river, cross, town) and of two of the output.
	expect(read?.evidence.sharedWithOutput).toBeCloseTo(1 / Math.sqrt(4 * 2), 12);
	expect(read?.evidence.sharedWithInput).toBe(0);
	const [fit] = await measureDefinitionFit(probe, task, [example]);
	const shared = definitionFitWeights.sharedWithOutput / Math.sqrt(8);
	expect(fit).toBeCloseTo(definitionFitWeights.constant + definitionFitWeights.bitsPerToken + shared, 5);
});

test('a text that was cut in one of its readings has no fit', async () => {
	const probe = reader(
		() => -1,
		request => (request.task === task && request.input === 'Vienna' ? 2 : 3),
	);
	const [cut, whole] = await measureDefinitionFit(probe, task, [example, { input: 'Graz', output: 'Mur' }]);
	expect(cut).toBeUndefined();
	expect(whole).toBeTypeOf('number');
});

test('a head tells how near the demonstration alone is to the definition alone', async () => {
	// The demonstration (3, 0) goes to (3, 1), the definition (0, 2) to (2, 0) + (1, 0).
	const head: TaskHead = {
		dimension: 2,
		demonstration: Float32Array.of(1, 0, 0, 0, 1, 1),
		definition: Float32Array.of(0, 1, 1, 1, 0, 0),
		weights: { ...definitionFitWeights, likeness: 5 },
		taskFit: definitionAlone,
	};
	const probe = reader(
		() => -1,
		() => 3,
		head,
	);
	const [read] = await readEvidence(probe, task, [example]);
	expect(read?.evidence.likeness).toBeCloseTo(3 / Math.sqrt(10), 6);
	const [fit] = await measureDefinitionFit(probe, task, [example]);
	const shared = definitionFitWeights.sharedWithOutput / Math.sqrt(8);
	expect(fit).toBeCloseTo(definitionFitWeights.constant + shared + (5 * 3) / Math.sqrt(10), 5);
	expect(probe.requests.filter(({ verbatim }) => verbatim === true).map(({ input }) => input)).toEqual([task, task]);
});

describe('the fit to the task', () => {
	const head: TaskHead = {
		dimension: 2,
		demonstration: Float32Array.of(1, 0, 0, 0, 1, 0),
		definition: Float32Array.of(1, 0, 0, 0, 1, 0),
		weights: { constant: 0, bitsPerToken: 0, sharedWithInput: 0, sharedWithOutput: 0, likeness: 1 },
		taskFit: { constant: 1, definitionFit: 2, company: 3 },
	};
	const set = ['Vienna', 'Graz', 'Linz', 'seven times six'].map(input => ({ input, output: 'Mur' }));
	/** Everything lies where the definition does but for the last demonstration, which lies across. */
	const embed = ({ input, verbatim }: ReadingRequest): Float32Array =>
		verbatim !== true && input === 'seven times six' ? Float32Array.of(0, 1) : Float32Array.of(1, 0);

	test('adds how much more or less a demonstration is like the others than the one in the middle is', async () => {
		const fits = await measureTaskFit(
			reader(() => -1, undefined, head, embed),
			task,
			set,
		);
		// Each of three is like two of the three others, the last like none: ⅔ in the middle.
		expect(fits.slice(0, 3)).toEqual([1 + 2, 1 + 2, 1 + 2]);
		expect(fits[3]).toBeCloseTo(1 - 3 * (2 / 3), 12);
	});

	test('is the fit to the definition where the probe has no head', async () => {
		const probe = reader(definition => (definition === task ? -1 : -2));
		expect(await measureTaskFit(probe, task, set)).toEqual(await measureDefinitionFit(probe, task, set));
	});

	test('leaves out of the company what could not be read', async () => {
		const cut = reader(
			() => -1,
			request => (request.task === task && request.input === 'seven times six' ? 2 : 3),
			head,
			embed,
		);
		expect(await measureTaskFit(cut, task, set)).toEqual([3, 3, 3, undefined]);
	});
});
