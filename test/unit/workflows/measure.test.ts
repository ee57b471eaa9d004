import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { finished } from '../../../src/base/steps';
import { directMeasurer, MeasureMemory, measureSteps, type MeasureInput } from '../../../src/workflows/measure';
import { VectorReceiver, VectorSender } from '../../../src/workflows/heldVectors';
import { packedInput, unpackedInput } from '../../../src/workflows/numbersThread';
import { randomVector, randomVectors } from '../numeric/matrices';

function setOf(count: number, seed: number): MeasureInput {
	const random = seededRandom(seed);
	const logProbs = randomVectors(count, 5, seed + 1);
	const embeddings = randomVectors(count, 12, seed + 2);
	return {
		sketches: randomVectors(count, 40, seed),
		texts: Array.from({ length: count }, (_, index) => `${index} apples and ${Math.floor(random() * 9)} pears`),
		readings: embeddings.map((embedding, index) => ({
			embedding,
			logProbs: logProbs[index] ?? new Float32Array(),
			tokens: 5,
		})),
	};
}

/** One demonstration more, less or another, as an edit leaves it: all others are the same objects. */
function edited({ sketches, texts, readings }: MeasureInput, random: () => number): MeasureInput {
	const place = Math.floor(random() * sketches.length);
	const [gone, come] = [
		[1, 0],
		[0, 1],
		[1, 1],
	][Math.floor(random() * 3)] as [number, number];
	const fresh = Array.from({ length: come });
	const reading = { embedding: randomVector(12, random), logProbs: randomVector(5, random), tokens: 5 };
	return {
		sketches: sketches.toSpliced(place, gone, ...fresh.map(() => randomVector(40, random))),
		texts: texts.toSpliced(place, gone, ...fresh.map(() => `another ${random()}`)),
		readings: readings.toSpliced(place, gone, ...fresh.map(() => reading)),
	};
}

describe('measured after an edit', () => {
	test('a set gives what it gives from scratch, digit for digit', async () => {
		const random = seededRandom(11);
		const memory = new MeasureMemory();
		let input = setOf(9, 3);
		for (let edit = 0; edit < 25; edit++) {
			expect(finished(measureSteps(input, memory))).toEqual(await directMeasurer.measure(input));
			input = edited(input, random);
		}
	});

	test('a set that was sent to another thread piece by piece is the set', () => {
		const random = seededRandom(12);
		const sender = new VectorSender();
		const receiver = new VectorReceiver();
		let input = setOf(6, 4);
		for (let edit = 0; edit < 25; edit++) {
			expect(unpackedInput(structuredClone(packedInput(input, sender)), receiver)).toEqual(input);
			input = edited(input, random);
		}
	});
});

test('what findings rest on is told first, once, and is what the measurement holds', () => {
	const told: unknown[] = [];
	const steps = measureSteps(setOf(8, 5), new MeasureMemory(), comparison => told.push(comparison));
	steps.next();
	expect(told).toHaveLength(1);
	const { contributions, twins } = finished(steps);
	expect(told).toEqual([{ contributions, twins }]);
});
