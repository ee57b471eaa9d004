/** Inner product, accumulated in double precision. Both vectors have the same length. */
export function dot(a: Float32Array, b: Float32Array): number {
	const length = a.length;
	const unrolled = length - (length % 4);
	let sum0 = 0;
	let sum1 = 0;
	let sum2 = 0;
	let sum3 = 0;
	for (let index = 0; index < unrolled; index += 4) {
		sum0 += at(a, index) * at(b, index);
		sum1 += at(a, index + 1) * at(b, index + 1);
		sum2 += at(a, index + 2) * at(b, index + 2);
		sum3 += at(a, index + 3) * at(b, index + 3);
	}
	for (let index = unrolled; index < length; index++) {
		sum0 += at(a, index) * at(b, index);
	}
	return sum0 + sum1 + (sum2 + sum3);
}

/**
 * The inner products of two vectors with two others, twice as fast as one by one: every number is loaded once for two uses.
 *
 * @param products receives a0·b0, a0·b1, a1·b0, a1·b1
 */
export function dotPairs(
	a0: Float32Array,
	a1: Float32Array,
	b0: Float32Array,
	b1: Float32Array,
	products: Float64Array,
): void {
	let sum00 = 0;
	let sum01 = 0;
	let sum10 = 0;
	let sum11 = 0;
	for (let index = 0; index < a0.length; index++) {
		const x0 = at(a0, index);
		const x1 = at(a1, index);
		const y0 = at(b0, index);
		const y1 = at(b1, index);
		sum00 += x0 * y0;
		sum01 += x0 * y1;
		sum10 += x1 * y0;
		sum11 += x1 * y1;
	}
	products[0] = sum00;
	products[1] = sum01;
	products[2] = sum10;
	products[3] = sum11;
}

/** The vector scaled to length 1; a zero vector stays zero. */
export function normalized(vector: Float32Array): Float32Array {
	const length = Math.sqrt(dot(vector, vector));
	return length === 0 ? new Float32Array(vector.length) : vector.map(value => value / length);
}

/** Cosine of the angle between two vectors; 0 where one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
	const scale = Math.sqrt(dot(a, a) * dot(b, b));
	return scale === 0 ? 0 : dot(a, b) / scale;
}

/** An element that is known to exist: the index is in bounds. */
function at(vector: Float32Array, index: number): number {
	return vector[index] as number;
}
