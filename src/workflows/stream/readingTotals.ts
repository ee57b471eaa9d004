import { deserialize, serialize } from 'node:v8';
import { perplexityFrom } from '../../metrics/perplexity';
import { StreamedCovariance } from '../../metrics/streamedCovariance';
import { foldedVendi, type VendiScores } from '../../metrics/vendi';
import type { Consistency, VScore } from '../../metrics/vScore';
import { median } from '../../numeric/statistics';
import type { Reading } from '../../probe/probeModel';

/** Changes with what `bytes` holds: an older one is of no use then. */
export const totalsVersion = 3;

interface Sums {
	readings: number;
	tokens: number;
	truncated: number;
	/** Of the scored tokens. */
	logProbs: number;
	scoredTokens: number;
	bits: number;
}

/**
 * What is kept of readings that come one by one and are forgotten: sums, the covariance of their sketches, and eight bytes
 * of each V-Score, whose median is wanted.
 */
export class ReadingTotals {
	private constructor(
		private readonly sums: Sums,
		private readonly bitsPerToken: number[],
		private readonly covariance: StreamedCovariance,
	) {}

	static none(): ReadingTotals {
		const sums = { readings: 0, tokens: 0, truncated: 0, logProbs: 0, scoredTokens: 0, bits: 0 };
		return new ReadingTotals(sums, [], new StreamedCovariance());
	}

	/** @param bytes of `bytes()`, undamaged */
	static from(bytes: Uint8Array): ReadingTotals {
		const [sums, bitsPerToken, triangle] = deserialize(bytes) as [Sums, Float64Array, Float64Array];
		return new ReadingTotals(sums, [...bitsPerToken], new StreamedCovariance(triangle));
	}

	bytes(): Uint8Array {
		return serialize([this.sums, Float64Array.from(this.bitsPerToken), this.covariance.lowerTriangle()]);
	}

	get readings(): number {
		return this.sums.readings;
	}

	get truncated(): number {
		return this.sums.truncated;
	}

	/** The part of a reading that takes long, which may be done before its turn to be added. */
	fold(sketch: Float32Array): Float64Array {
		return this.covariance.fold(sketch);
	}

	add({ tokens, truncated, logProbs }: Reading, folded: Float64Array, score: VScore | undefined): void {
		const { sums } = this;
		sums.readings++;
		sums.tokens += tokens;
		sums.truncated += truncated ? 1 : 0;
		sums.scoredTokens += logProbs.length;
		for (const value of logProbs) {
			sums.logProbs += value;
		}
		this.covariance.addFolded(folded);
		if (score !== undefined) {
			sums.bits += score.bits;
			this.bitsPerToken.push(score.bitsPerToken);
		}
	}

	gVendi(): VendiScores {
		return foldedVendi(this.covariance);
	}

	/** `null` where no demonstration has a score. */
	consistency(): Consistency | null {
		const { bitsPerToken, sums } = this;
		return bitsPerToken.length === 0
			? null
			: { medianBitsPerToken: median(bitsPerToken), meanBits: sums.bits / bitsPerToken.length };
	}

	contextLength(): number {
		return this.sums.tokens / this.sums.readings;
	}

	perplexity(): number | null {
		return perplexityFrom(this.sums.logProbs, this.sums.scoredTokens);
	}
}
