import type { SymmetricMatrix } from './symmetricMatrix';

/** Rows added to the matrix at once. */
const batchRows = 256;
/** Columns handled together, so that they stay in the processor's cache. */
const blockSize = 32;

/**
 * Sums x·xᵀ over any number of vectors whose length is a multiple of four, in memory that does not grow with them. Vectors are added in
 * batches: the sum depends on where `flush` cut them, in its last digits.
 */
export class Covariance {
	/** Of the vectors added and flushed; its lower triangle alone is kept up to date. */
	private readonly sum: Float64Array;
	/** The vectors of the batch, one component after another: [size, batchRows]. */
	private readonly batch: Float64Array;
	private rows = 0;

	/** @param lowerTriangle an earlier one's, to go on from, row by row: [size·(size + 1) / 2] */
	constructor(
		readonly size: number,
		lowerTriangle?: Float64Array,
	) {
		this.sum = new Float64Array(size * size);
		this.batch = new Float64Array(size * batchRows);
		for (let row = 0, from = 0; row < size && lowerTriangle !== undefined; from += ++row) {
			this.sum.set(lowerTriangle.subarray(from, from + row + 1), row * size);
		}
	}

	add(vector: Float64Array, scale: number): void {
		for (let component = 0; component < this.size; component++) {
			this.batch[component * batchRows + this.rows] = at(vector, component) * scale;
		}
		if (++this.rows === batchRows) {
			this.flush();
		}
	}

	lowerTriangle(): Float64Array {
		this.flush();
		const { size, sum } = this;
		const triangle = new Float64Array((size * (size + 1)) / 2);
		for (let row = 0, to = 0; row < size; to += ++row) {
			triangle.set(sum.subarray(row * size, row * size + row + 1), to);
		}
		return triangle;
	}

	matrix(): SymmetricMatrix {
		this.flush();
		const { size } = this;
		const data = this.sum.slice();
		for (let row = 0; row < size; row++) {
			for (let column = row + 1; column < size; column++) {
				data[row * size + column] = at(data, column * size + row);
			}
		}
		return { size, data };
	}

	private flush(): void {
		if (this.rows === 0) {
			return;
		}
		const { size } = this;
		for (let blockRow = 0; blockRow < size; blockRow += blockSize) {
			for (let blockColumn = 0; blockColumn <= blockRow; blockColumn += blockSize) {
				this.addBlock(blockRow, blockColumn);
			}
		}
		this.rows = 0;
	}

	/** Adds the batch to one block of the lower triangle, in tiles of 2×4; what tiles write above the diagonal is not read. */
	private addBlock(blockRow: number, blockColumn: number): void {
		const { size } = this;
		const rowEnd = Math.min(blockRow + blockSize, size);
		const columnEnd = Math.min(blockColumn + blockSize, size);
		for (let row = blockRow; row < rowEnd; row += 2) {
			for (let column = blockColumn; column < columnEnd && column <= row + 1; column += 4) {
				this.addTile(row, column);
			}
		}
	}

	/** Adds the inner products of two components over the batch with four others. */
	private addTile(row: number, column: number): void {
		const { batch, sum, size, rows } = this;
		const a0 = row * batchRows;
		const a1 = a0 + batchRows;
		const b0 = column * batchRows;
		const b1 = b0 + batchRows;
		const b2 = b1 + batchRows;
		const b3 = b2 + batchRows;
		let sum00 = 0;
		let sum01 = 0;
		let sum02 = 0;
		let sum03 = 0;
		let sum10 = 0;
		let sum11 = 0;
		let sum12 = 0;
		let sum13 = 0;
		for (let index = 0; index < rows; index++) {
			const x0 = at(batch, a0 + index);
			const x1 = at(batch, a1 + index);
			const y0 = at(batch, b0 + index);
			const y1 = at(batch, b1 + index);
			const y2 = at(batch, b2 + index);
			const y3 = at(batch, b3 + index);
			sum00 += x0 * y0;
			sum01 += x0 * y1;
			sum02 += x0 * y2;
			sum03 += x0 * y3;
			sum10 += x1 * y0;
			sum11 += x1 * y1;
			sum12 += x1 * y2;
			sum13 += x1 * y3;
		}
		const first = row * size + column;
		const second = first + size;
		sum[first] = at(sum, first) + sum00;
		sum[first + 1] = at(sum, first + 1) + sum01;
		sum[first + 2] = at(sum, first + 2) + sum02;
		sum[first + 3] = at(sum, first + 3) + sum03;
		sum[second] = at(sum, second) + sum10;
		sum[second + 1] = at(sum, second + 1) + sum11;
		sum[second + 2] = at(sum, second + 2) + sum12;
		sum[second + 3] = at(sum, second + 3) + sum13;
	}
}

/** An element that is known to exist: the index is in bounds. */
function at(values: Float64Array, index: number): number {
	return values[index] as number;
}
