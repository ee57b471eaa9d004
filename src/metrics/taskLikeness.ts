import type { TaskHead } from '../probe/probeModel';

/** Where a head puts a text: a direction of length 1, or 0 throughout. */
export type TaskPlace = Float64Array;

/** @param embedding the probe's embedding of the demonstration alone, [hidden] */
export function placeOfDemonstration(head: TaskHead, embedding: Float32Array): TaskPlace {
	return placed(head.demonstration, head.dimension, embedding);
}

/** @param embedding the probe's embedding of the definition alone, [hidden] */
export function placeOfDefinition(head: TaskHead, embedding: Float32Array): TaskPlace {
	return placed(head.definition, head.dimension, embedding);
}

/** Cosine of two places, −1 to 1; 0 where one of them has no direction. */
export function taskLikeness(left: TaskPlace, right: TaskPlace): number {
	return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

/** Mean likeness of each place to all the others, −1 to 1; 0 where there are none. */
export function companyOf(places: readonly TaskPlace[]): readonly number[] {
	const sum = new Float64Array(places[0]?.length ?? 0);
	for (const place of places) {
		place.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
	}
	const others = places.length - 1;
	return places.map(place => (others < 1 ? 0 : (taskLikeness(place, sum) - taskLikeness(place, place)) / others));
}

/** W·x + b of a map [rows, columns + 1] whose last column is b, brought to length 1. */
function placed(map: Float32Array, rows: number, vector: Float32Array): TaskPlace {
	const columns = vector.length;
	const place = Float64Array.from({ length: rows }, (_, row) => {
		const from = row * (columns + 1);
		return vector.reduce((sum, value, column) => sum + value * (map[from + column] ?? 0), map[from + columns] ?? 0);
	});
	const length = Math.hypot(...place);
	return length === 0 ? place : place.map(value => value / length);
}
