import type { DecoderConfig, RopeScaling } from '../checkpoint/decoderConfig';

/**
 * Radians by which each of the headSize / 2 pairs turns from one position to the next: theta^(−2i / headSize) (Su et
 * al., arXiv 2104.09864), stretched where the configuration says so.
 */
export function rotaryFrequencies({
	headSize,
	ropeTheta,
	ropeScaling,
}: Pick<DecoderConfig, 'headSize' | 'ropeTheta' | 'ropeScaling'>): readonly number[] {
	const frequencies = Array.from({ length: headSize / 2 }, (_, pair) => ropeTheta ** ((-2 * pair) / headSize));
	return ropeScaling === undefined ? frequencies : frequencies.map(frequency => stretch(frequency, ropeScaling));
}

/**
 * Llama 3.1's stretch (`_compute_llama3_parameters` of transformers): with c the turns that a pair makes within the
 * original window, it is kept where c ≥ high, divided by the factor where c ≤ low, and in between a mixture.
 */
function stretch(frequency: number, scaling: RopeScaling): number {
	const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalWindow } = scaling;
	const turns = (originalWindow * frequency) / (2 * Math.PI);
	const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
	return kept * frequency + ((1 - kept) * frequency) / factor;
}
