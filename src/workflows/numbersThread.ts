import type { NumberedVector, PackedVectors, VectorReceiver, VectorSender } from './heldVectors';
import type { Comparison, MeasureInput, Measurement, Measurer } from './measure';

/** What the numbers thread does for whoever started it. */
export interface NumbersThread extends Omit<Measurer, 'measure'> {
	/** Vectors that the next input names. */
	hold(added: readonly NumberedVector[]): Promise<void>;
	/** @param call a number of its own, for `cancel` and the listener */
	measure(call: number, input: PackedInput): Promise<Measurement>;
	/** The call is not waited for any more: it ends at its next step. */
	cancel(call: number): Promise<void>;
}

/** What it tells on the way. */
export interface MeasureListener {
	compared(call: number, comparison: Comparison): Promise<void>;
}

export interface PackedInput extends Pick<MeasureInput, 'texts' | 'previousPlaces'> {
	/** Of each demonstration its sketch, its embedding and its log-probabilities. */
	readonly vectors: PackedVectors;
	readonly tokens: readonly number[];
}

export function packedInput({ sketches, readings, ...rest }: MeasureInput, sender: VectorSender): PackedInput {
	const vectors = [
		...sketches,
		...readings.map(({ embedding }) => embedding),
		...readings.map(({ logProbs }) => logProbs),
	];
	return { ...rest, vectors: sender.pack(vectors), tokens: readings.map(({ tokens }) => tokens) };
}

export function unpackedInput({ vectors, tokens, ...rest }: PackedInput, receiver: VectorReceiver): MeasureInput {
	const count = tokens.length;
	const all = receiver.unpack(vectors);
	return {
		...rest,
		sketches: all.slice(0, count),
		readings: tokens.map((each, index) => ({
			tokens: each,
			embedding: all[count + index] ?? new Float32Array(),
			logProbs: all[2 * count + index] ?? new Float32Array(),
		})),
	};
}
