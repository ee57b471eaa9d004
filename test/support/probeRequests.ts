import type { Random } from '../../src/base/random';
import { encodeRequest, type Body } from '../../src/probe/openInference/body';

/** Of the checkpoint that the tests write. */
export const vocabularySize = 300;

/** A valid request of so many rows. */
export function validRequest(random: Random, binary: boolean, size = 1 + Math.floor(2 * random())): Body {
	const length = 2 + Math.floor(10 * random());
	const shape = [size, length];
	const data = BigInt64Array.from({ length: size * length }, () => BigInt(Math.floor(vocabularySize * random())));
	const weights = Float32Array.from({ length: size * length }, (_, index) => (index % length === 0 ? 0 : 0.25));
	return encodeRequest(
		[
			{ name: 'input_ids', datatype: 'INT64', shape, data },
			{ name: 'loss_weights', datatype: 'FP32', shape, data: weights },
		],
		['token_log_probs'],
		{ binary },
	);
}

/** Bytes exchanged, dropped, doubled or drawn anew, once or a few times. */
export function mutated({ bytes, headerLength }: Body, random: Random): Body {
	let mutant = Buffer.from(bytes);
	for (let round = 0; round < 1 + Math.floor(3 * random()); round++) {
		const at = Math.floor(mutant.length * random());
		const length = Math.floor(12 * random());
		switch (Math.floor(5 * random())) {
			case 0:
				mutant[at] = Math.floor(256 * random());
				break;
			case 1:
				mutant = Buffer.concat([mutant.subarray(0, at), mutant.subarray(at + length)]);
				break;
			case 2:
				mutant = Buffer.concat([mutant.subarray(0, at + length), mutant.subarray(at)]);
				break;
			case 3:
				mutant.write(String(Math.floor((random() - 0.5) * 10 ** (12 * random()))), at, 'latin1');
				break;
			default:
				headerLength =
					random() < 0.1 && headerLength !== undefined ? headerLength + Math.floor(7 * random()) - 3 : headerLength;
		}
	}
	return { bytes: mutant, headerLength };
}
