import { seededRandom, type Random } from '../../../src/base/random';
import type { SymmetricMatrix } from '../../../src/numeric/symmetricMatrix';

export function symmetric(rows: readonly (readonly number[])[]): SymmetricMatrix {
	return { size: rows.length, data: Float64Array.from(rows.flat()) };
}

export function symmetricOf(size: number, value: (row: number, column: number) => number): SymmetricMatrix {
	const data = Float64Array.from({ length: size * size }, (_, index) => {
		const row = Math.floor(index / size);
		const column = index % size;
		return value(Math.max(row, column), Math.min(row, column));
	});
	return { size, data };
}

export function randomSymmetric(size: number, seed: number): SymmetricMatrix {
	const random = seededRandom(seed);
	const values = Array.from({ length: size * size }, () => random() - 0.5);
	return symmetricOf(size, (row, column) => values[row * size + column] ?? 0);
}

export function randomVectors(count: number, length: number, seed: number): Float32Array[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, () => randomVector(length, random));
}

export function randomVector(length: number, random: Random): Float32Array {
	return Float32Array.from({ length }, () => random() - 0.5);
}

/** The matrix without one row and the same column. */
export function without(matrix: SymmetricMatrix, removed: number): SymmetricMatrix {
	const { size, data } = matrix;
	const kept = data.filter((_, index) => Math.floor(index / size) !== removed && index % size !== removed);
	return { size: size - 1, data: kept };
}
