import type { TaskHead } from '../probe/probeModel';

/**
 * Cosine of a demonstration and a task definition in the room where a head puts them, −1 to 1; 0 where one of them has no
 * direction.
 *
 * @param demonstration the probe's embedding of the demonstration alone, [hidden]
 * @param definition of the definition alone, [hidden]
 */
export function taskLikeness(head: TaskHead, demonstration: Float32Array, definition: Float32Array): number {
	const left = mapped(head.demonstration, head.dimension, demonstration);
	const right = mapped(head.definition, head.dimension, definition);
	const lengths = Math.hypot(...left) * Math.hypot(...right);
	return lengths === 0 ? 0 : left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0) / lengths;
}

/** W·x + b of a map [rows, columns + 1] whose last column is b. */
function mapped(map: Float32Array, rows: number, vector: Float32Array): Float64Array {
	const columns = vector.length;
	return Float64Array.from({ length: rows }, (_, row) => {
		const from = row * (columns + 1);
		return vector.reduce((sum, value, column) => sum + value * (map[from + column] ?? 0), map[from + columns] ?? 0);
	});
}
