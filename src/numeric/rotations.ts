/** How many rotations are kept before they are done: their sines and cosines stay in the processor's cache. */
const capacity = 1 << 14;

/**
 * Plane rotations of neighbouring columns of a matrix [size, size], row-major, put off and then done together: a few rows at a
 * time go through all of them while they are in the processor's cache. What comes out is the same, digit for digit.
 */
export class Rotations {
	private readonly cosines: Float64Array;
	private readonly sines: Float64Array;
	private count = 0;
	/** Where each run of rotations begins, and the column that its first one couples with the next. */
	private readonly starts: number[] = [];
	private readonly columns: number[] = [];

	constructor(
		private readonly matrix: Float64Array,
		private readonly size: number,
	) {
		this.cosines = new Float64Array(capacity + size);
		this.sines = new Float64Array(capacity + size);
	}

	/** A run begins: its rotations couple this column with the next, then the one before it with this, and so on down. */
	begin(column: number): void {
		if (this.count >= capacity) {
			this.finish();
		}
		this.starts.push(this.count);
		this.columns.push(column);
	}

	/** Adds to the run: with the columns x and y, y becomes s·x + c·y, and x becomes c·x − s·y. */
	add(cosine: number, sine: number): void {
		this.cosines[this.count] = cosine;
		this.sines[this.count] = sine;
		this.count++;
	}

	/** Does what has been put off. */
	finish(): void {
		const { size, starts, columns } = this;
		for (let row = 0; row < size; row += 4) {
			starts.forEach((start, run) => {
				const length = (starts[run + 1] ?? this.count) - start;
				this.rotateRows(row, start, length, columns[run] ?? 0);
			});
		}
		this.count = 0;
		this.starts.length = 0;
		this.columns.length = 0;
	}

	/** One run in four rows: the last column that was changed is at hand for the next rotation. */
	private rotateRows(row: number, start: number, length: number, column: number): void {
		const { matrix, size, cosines, sines } = this;
		// Where fewer rows are left, the last one is done several times with the same.
		const last = size - 1;
		let at0 = row * size + column;
		let at1 = Math.min(row + 1, last) * size + column;
		let at2 = Math.min(row + 2, last) * size + column;
		let at3 = Math.min(row + 3, last) * size + column;
		if (length === 0) {
			return;
		}
		let y0 = matrix[at0 + 1] as number;
		let y1 = matrix[at1 + 1] as number;
		let y2 = matrix[at2 + 1] as number;
		let y3 = matrix[at3 + 1] as number;
		for (let index = start; index < start + length; index++) {
			const c = cosines[index] as number;
			const s = sines[index] as number;
			const x0 = matrix[at0] as number;
			const x1 = matrix[at1] as number;
			const x2 = matrix[at2] as number;
			const x3 = matrix[at3] as number;
			matrix[at0 + 1] = s * x0 + c * y0;
			matrix[at1 + 1] = s * x1 + c * y1;
			matrix[at2 + 1] = s * x2 + c * y2;
			matrix[at3 + 1] = s * x3 + c * y3;
			y0 = c * x0 - s * y0;
			y1 = c * x1 - s * y1;
			y2 = c * x2 - s * y2;
			y3 = c * x3 - s * y3;
			at0--;
			at1--;
			at2--;
			at3--;
		}
		matrix[at0 + 1] = y0;
		matrix[at1 + 1] = y1;
		matrix[at2 + 1] = y2;
		matrix[at3 + 1] = y3;
	}
}
