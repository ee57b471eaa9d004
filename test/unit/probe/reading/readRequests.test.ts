import { expect, test } from 'vitest';
import { cosine } from '../../../../src/numeric/vectors';
import type { Reading, ReadingRequest } from '../../../../src/probe/probeModel';
import type { BatchRunner } from '../../../../src/probe/reading/batch';
import { readRequests } from '../../../../src/probe/reading/readRequests';
import { renderPlain } from '../../../../src/probe/template';
import { createTokenizer } from '../../../../src/probe/tokenizer/tokenizer';
import { byteTokenizer } from '../../../support/probeCheckpoint';

const dimension = 6;

/** Its sketch is a weighted sum of a vector a token, so that it depends on which tokens count. */
const runner: BatchRunner = {
	run: ({ size, length, ids, weights }, gradient) => {
		const sketch = new Float32Array(size * dimension);
		for (let row = 0; row < size; row++) {
			for (let position = 0; position < length; position++) {
				for (let index = 0; index < dimension; index++) {
					const value = Math.sin(Number(ids[row * length + position]) * (index + 1));
					sketch[row * dimension + index] =
						(sketch[row * dimension + index] ?? 0) + value * (weights[row * length + position] ?? 0);
				}
			}
		}
		return Promise.resolve({
			tokenLogProbs: new Float32Array(size * length).fill(-1),
			embedding: new Float32Array(size * 2),
			sketch: gradient ? sketch : undefined,
		});
	},
};

async function readAll(requests: readonly ReadingRequest[], tokensPerBatch = 40): Promise<readonly Reading[]> {
	const tokenizer = createTokenizer({ definition: byteTokenizer(), settings: {} });
	const readings: Reading[] = [];
	for await (const some of readRequests(requests, {
		render: renderPlain,
		tokenizer,
		window: 100,
		tokensPerBatch,
		runner,
	})) {
		for (const { index, reading } of some) {
			expect(readings[index]).toBeUndefined();
			readings[index] = reading;
		}
	}
	return readings;
}

const texts = ['one', 'three', 'eleven', 'nine'].map((input, index) => ({ input, output: index % 2 ? 'odd' : 'even' }));
const requests = (loss: ReadingRequest['loss'], gradient = true): ReadingRequest[] =>
	texts.map(text => ({ ...text, loss, gradient }));

test('by both losses, cosines are the mean of those by each, however the texts fall into batches', async () => {
	const [completion, joint] = [await readAll(requests('completion')), await readAll(requests('joint'))];
	for (const budget of [1, 40, 1000]) {
		const both = await readAll(requests('both'), budget);
		for (const [first, second] of [
			[0, 1],
			[0, 2],
			[1, 3],
		] as const) {
			const between = (readings: readonly Reading[]): number =>
				cosine(readings[first]?.sketch ?? new Float32Array(), readings[second]?.sketch ?? new Float32Array());
			expect(between(both)).toBeCloseTo((between(completion) + between(joint)) / 2, 5);
		}
		expect(both.map(({ logProbs }) => logProbs.length)).toEqual(joint.map(({ logProbs }) => logProbs.length));
	}
});

test('without gradient, both losses are the joint one', async () => {
	expect(await readAll(requests('both', false))).toEqual(await readAll(requests('joint', false)));
});
