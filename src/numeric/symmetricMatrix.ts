import { dotPairs } from './vectors';

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

/** Entry by entry. */
export function meanMatrix(left: SymmetricMatrix, right: SymmetricMatrix): SymmetricMatrix {
	return { size: left.size, data: left.data.map((value, index) => (value + (right.data[index] ?? 0)) / 2) };
}

/** Fills one block of the lower triangle in tiles of 2×2. */
function fillBlock(rows: readonly Float32Array[], data: Float64Array, blockRow: number, blockColumn: number): void {
	const size = rows.length;
	const rowEnd = Math.min(blockRow + blockSize, size);
	const columnEnd = Math.min(blockColumn + blockSize, size);
	const tile = new Float64Array(4);
	for (let row = blockRow; row < rowEnd; row += 2) {
		for (let column = blockColumn; column < columnEnd && column <= row; column += 2) {
			// An odd size leaves half a tile, which repeats its other row.
			const a = rows[row] as Float32Array;
			const b = rows[column] as Float32Array;
			dotPairs(a, rows[row + 1] ?? a, b, rows[column + 1] ?? b, tile);
			for (let index = 0; index < 4; index++) {
				const tileRow = row + (index >> 1);
				const tileColumn = column + (index & 1);
				if (tileRow < size && tileColumn < size) {
					data[tileRow * size + tileColumn] = tile[index] as number;
				}
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
