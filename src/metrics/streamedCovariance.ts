import { Covariance } from '../numeric/covariance';
import { HadamardFold } from '../numeric/hadamardFold';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { foldedDimension } from './foldedDimension';

/**
 * XᵀX [1024, 1024] of sketches that come one by one and are forgotten, each folded and scaled to unit length: all that
 * G-Vendi needs of more than 1,024 of them, in memory that does not grow with their number. Their order changes nothing
 * but the last digits.
 */
export class StreamedCovariance {
	private readonly covariance: Covariance;
	private projection: HadamardFold | undefined;

	/** @param lowerTriangle of the covariance of earlier sketches, to go on from */
	constructor(lowerTriangle?: Float64Array) {
		this.covariance = new Covariance(foldedDimension, lowerTriangle);
	}

	/** @param sketch of the same length as all others, in any scale */
	add(sketch: Float32Array): void {
		this.addFolded(this.fold(sketch));
	}

	/** What `add` does first, and most of its work: of no effect by itself. */
	fold(sketch: Float32Array): Float64Array {
		this.projection ??= new HadamardFold(sketch.length, foldedDimension);
		const folded = new Float64Array(foldedDimension);
		this.projection.fold(sketch, folded);
		return folded;
	}

	addFolded(folded: Float64Array): void {
		const length = Math.sqrt(folded.reduce((sum, value) => sum + value * value, 0));
		this.covariance.add(folded, length === 0 ? 0 : 1 / length);
	}

	/** Row by row, [1024·1025/2]. Adding may go on. */
	lowerTriangle(): Float64Array {
		return this.covariance.lowerTriangle();
	}

	matrix(): SymmetricMatrix {
		return this.covariance.matrix();
	}
}
