import { describe, expect, test } from 'vitest';
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from '../../../../src/probe/openInference/body';
import type { Float32Tensor, Tensor } from '../../../../src/probe/openInference/tensor';

const ids: Tensor = { name: 'input_ids', datatype: 'INT64', shape: [1, 2], data: BigInt64Array.of(258n, -1n) };
const weights: Tensor = { name: 'loss_weights', datatype: 'FP32', shape: [1, 2], data: Float32Array.of(0, 1) };
const sketch: Float32Tensor = {
	name: 'sketch',
	datatype: 'FP32',
	shape: [2, 2],
	data: Float32Array.of(0.1, -2, 3e38, 1e-40),
};
const scores: Float32Tensor = {
	name: 'token_log_probs',
	datatype: 'FP32',
	shape: [2, 1],
	data: Float32Array.of(-1, -0.25),
};

describe('a request', () => {
	test('in JSON is as the protocol writes it', () => {
		const { bytes, headerLength } = encodeRequest([ids, weights], ['sketch'], { binary: false, id: '7' });
		expect(headerLength).toBeUndefined();
		expect(JSON.parse(bytes.toString())).toEqual({
			id: '7',
			inputs: [
				{ name: 'input_ids', datatype: 'INT64', shape: [1, 2], data: [258, -1] },
				{ name: 'loss_weights', datatype: 'FP32', shape: [1, 2], data: [0, 1] },
			],
			outputs: [{ name: 'sketch' }],
		});
	});

	test('in bytes has them little-endian behind its JSON', () => {
		const { bytes, headerLength = 0 } = encodeRequest([ids, weights], ['sketch'], { binary: true });
		expect(JSON.parse(bytes.toString('utf8', 0, headerLength))).toEqual({
			inputs: [
				{ name: 'input_ids', datatype: 'INT64', shape: [1, 2], parameters: { binary_data_size: 16 } },
				{ name: 'loss_weights', datatype: 'FP32', shape: [1, 2], parameters: { binary_data_size: 8 } },
			],
			outputs: [{ name: 'sketch', parameters: { binary_data: true } }],
		});
		expect(bytes.subarray(headerLength).toString('hex')).toBe('0201000000000000ffffffffffffffff000000000000803f');
	});

	test.each([true, false])('is read as it was written, in bytes: %s', binary => {
		const decoded = decodeRequest(encodeRequest([ids, weights], ['sketch', 'embedding'], { binary }));
		expect([...decoded.inputs.values()]).toEqual([ids, weights]);
		expect([...(decoded.outputs ?? [])]).toEqual([
			['sketch', binary],
			['embedding', binary],
		]);
	});

	test('may nest its numbers, mix bytes and JSON, and ask for bytes once for all', () => {
		const json = Buffer.from(
			JSON.stringify({
				parameters: { binary_data_output: true },
				inputs: [
					{ name: 'input_ids', datatype: 'INT64', shape: [1, 2], data: [[258, -1]] },
					{ name: 'loss_weights', datatype: 'FP32', shape: [1, 2], parameters: { binary_data_size: 8 } },
				],
			}),
		);
		const bytes = Buffer.concat([json, Buffer.from('000000000000803f', 'hex')]);
		const decoded = decodeRequest({ bytes, headerLength: json.length });
		expect([...decoded.inputs.values()]).toEqual([ids, weights]);
		expect(decoded.outputs).toBeUndefined();
		expect(decoded.binary).toBe(true);
	});
});

describe('an answer', () => {
	const model = { name: 'probe', version: '123456789012', id: undefined };

	test.each([true, false])('is read to the last bit as it was written, in bytes: %s', binary => {
		const { version, outputs } = decodeResponse(encodeResponse(model, [scores, sketch], () => binary));
		expect(version).toBe('123456789012');
		expect([...outputs.values()]).toEqual([scores, sketch]);
	});

	test('may have some outputs in bytes and others in JSON', () => {
		const answer = encodeResponse(model, [scores, sketch], name => name === 'sketch');
		expect(answer.bytes.length - (answer.headerLength ?? 0)).toBe(16);
		expect([...decodeResponse(answer).outputs.values()]).toEqual([scores, sketch]);
	});

	test('of a server that leaves the version out, or says more than we know, is read', () => {
		const text = JSON.stringify({
			model_name: 'probe',
			model_version: null,
			id: 'x',
			parameters: { triton: 1 },
			outputs: [{ name: 'sketch', datatype: 'FP32', shape: [1, 1], data: [1] }],
		});
		expect(decodeResponse({ bytes: Buffer.from(text), headerLength: undefined }).version).toBeUndefined();
	});
});
