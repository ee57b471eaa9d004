/** A symmetric matrix, row-major and full: [size, size]. */
export interface SymmetricMatrix {
	readonly size: number;
	readonly data: Float64Array;
}

/** Rows handled together, so that they stay in the processor's cache. */
const blockSize = 32;

/** Inner products of all pairs of rows: X·Xᵀ, accumulated in double precision. Rows have one common length. */
export function gram(rows: readonly Float32Array[]): SymmetricMatrix {
	const size = rows.length;
	const data = new Float64Array(size * size);
	for (let blockRow = 0; blockRow < size; blockRow += blockSize) {
		for (let blockColumn = 0; blockColumn <= blockRow; blockColumn += blockSize) {
			fillBlock(rows, data, blockRow, blockColumn);
		}
	}
	for (let row = 0; row < size; row++) {
		for (let column = row + 1; column < size; column++) {
			data[row * size + column] = data[column * size + row] as number;
		}
	}
	return { size, data };
}

/** Fills one block of the lower triangle in tiles of 2×2, so that every loaded number is used twice. */
function fillBlock(rows: readonly Float32Array[], data: Float64Array, blockRow: number, blockColumn: number): void {
	const size = rows.length;
	const rowEnd = Math.min(blockRow + blockSize, size);
	const columnEnd = Math.min(blockColumn + blockSize, size);
	for (let row = blockRow; row < rowEnd; row += 2) {
		for (let column = blockColumn; column < columnEnd && column <= row + 1; column += 2) {
			// An odd size leaves half a tile, which repeats its other row.
			const a0 = rows[row] as Float32Array;
			const a1 = rows[row + 1] ?? a0;
			const b0 = rows[column] as Float32Array;
			const b1 = rows[column + 1] ?? b0;
			let sum00 = 0;
			let sum01 = 0;
			let sum10 = 0;
			let sum11 = 0;
			for (let index = 0; index < a0.length; index++) {
				const x0 = a0[index] as number;
				const x1 = a1[index] as number;
				const y0 = b0[index] as number;
				const y1 = b1[index] as number;
				sum00 += x0 * y0;
				sum01 += x0 * y1;
				sum10 += x1 * y0;
				sum11 += x1 * y1;
			}
			data[row * size + column] = sum00;
			if (column + 1 < size) {
				data[row * size + column + 1] = sum01;
			}
			if (row + 1 < size) {
				data[(row + 1) * size + column] = sum10;
			}
			if (row + 1 < size && column + 1 < size) {
				data[(row + 1) * size + column + 1] = sum11;
			}
		}
	}
}

/** Sum of the diagonal. */
export function trace(matrix: SymmetricMatrix): number {
	let sum = 0;
	for (let index = 0; index < matrix.size; index++) {
		sum += entry(matrix, index, index);
	}
	return sum;
}

/** The entry at a row and a column that are in bounds. */
export function entry(matrix: SymmetricMatrix, row: number, column: number): number {
	return matrix.data[row * matrix.size + column] as number;
}
