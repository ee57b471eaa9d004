/** Weights are codes from −127 to 127. */
export const largestCode = 127;

/** A matrix as 8-bit codes with one scale for each column: entry = code · scale. */
export interface QuantisedMatrix {
	readonly codes: Int8Array<ArrayBuffer>;
	readonly scales: Float32Array<ArrayBuffer>;
}

/** Entries of a block that stays in the processor's cache while it is turned. */
const block = 32;

/** The transpose [columns, rows] of a matrix [rows, columns]: each row of the matrix has its scale. */
export function quantiseRows(matrix: Float32Array, rows: number, columns: number): QuantisedMatrix {
	const scales = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		let largest = 0;
		for (let index = row * columns; index < (row + 1) * columns; index++) {
			largest = Math.max(largest, Math.abs(matrix[index] as number));
		}
		scales[row] = largest / largestCode;
	}
	const codes = new Int8Array(matrix.length);
	for (let top = 0; top < rows; top += block) {
		for (let left = 0; left < columns; left += block) {
			const [bottom, right] = [Math.min(rows, top + block), Math.min(columns, left + block)];
			for (let row = top; row < bottom; row++) {
				const inverse = inverseOf(scales[row]);
				for (let column = left; column < right; column++) {
					codes[column * rows + row] = Math.round((matrix[row * columns + column] as number) * inverse);
				}
			}
		}
	}
	return { codes, scales };
}

/** A matrix [rows, columns] as it stands: each column has its scale. */
export function quantiseColumns(matrix: Float32Array, rows: number, columns: number): QuantisedMatrix {
	const largest = new Float32Array(columns);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const size = Math.abs(matrix[row * columns + column] as number);
			if (size > (largest[column] as number)) {
				largest[column] = size;
			}
		}
	}
	const scales = largest.map(size => size / largestCode);
	const inverses = scales.map(inverseOf);
	const codes = new Int8Array(matrix.length);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const index = row * columns + column;
			codes[index] = Math.round((matrix[index] as number) * (inverses[column] as number));
		}
	}
	return { codes, scales };
}

/** 0 for a column of zeros. */
function inverseOf(scale = 0): number {
	return scale === 0 ? 0 : 1 / scale;
}
