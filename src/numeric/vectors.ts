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
