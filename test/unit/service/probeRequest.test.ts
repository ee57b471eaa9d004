import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { decodeRequest } from '../../../src/probe/openInference/body';
import { MalformedMessage } from '../../../src/probe/openInference/malformed';
import { answerOf, readProbeRequest } from '../../../src/service/probeRequest';
import { mutated, validRequest, vocabularySize } from '../../support/probeRequests';

const limits = { rows: 64, tokens: 1024, window: 128, vocabularySize };

test('takes padding off the rows', () => {
	const inputs = new Map([
		[
			'input_ids',
			{ name: 'input_ids', datatype: 'INT64' as const, shape: [2, 3], data: BigInt64Array.of(1n, 2n, 3n, 4n, 5n, -1n) },
		],
		[
			'loss_weights',
			{ name: 'loss_weights', datatype: 'FP32' as const, shape: [2, 3], data: Float32Array.of(0, 0.5, 0.5, 0, 1, 0) },
		],
	]);
	const request = readProbeRequest({ id: undefined, inputs, outputs: undefined, binary: false }, limits);
	expect(request.rows.map(({ ids }) => [...ids])).toEqual([
		[1n, 2n, 3n],
		[4n, 5n],
	]);
	expect(request.gradient).toBe(true);
	const [logProbs] = answerOf(
		request,
		request.rows.map(({ ids }) => ({
			tokenLogProbs: Float32Array.from(ids, Number),
			embedding: Float32Array.of(1, 2),
			sketch: Float32Array.of(3),
		})),
	);
	expect(logProbs).toMatchObject({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 0) });
});

test('reads 10,000 mutations of valid requests or says what is wrong with them', { timeout: 60_000 }, () => {
	const random = seededRandom(10);
	let [read, refused] = [0, 0];
	for (let count = 0; count < 10_000; count++) {
		try {
			const { rows } = readProbeRequest(decodeRequest(mutated(validRequest(random, random() < 0.5), random)), limits);
			read++;
			expect(rows.every(({ ids, weights }) => ids.length === weights.length && ids.length > 0)).toBe(true);
			expect(rows.every(({ ids }) => ids.every(id => id >= 0n && id < BigInt(vocabularySize)))).toBe(true);
		} catch (error) {
			expect(error).toBeInstanceOf(MalformedMessage);
			refused++;
		}
	}
	expect(read).toBeGreaterThan(100);
	expect(refused).toBeGreaterThan(1000);
});
