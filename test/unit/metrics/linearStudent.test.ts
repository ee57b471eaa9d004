import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { LinearStudent, studentAccuracy } from '../../../src/metrics/linearStudent';
import { randomVector, randomVectors } from '../numeric/matrices';

describe('the linear student', () => {
	test('learns labels whose embeddings lie apart, and says how sure it is', () => {
		const random = seededRandom(3);
		const centres = randomVectors(3, 40, 1);
		const around = (label: number): Float32Array => {
			const noise = randomVector(40, random);
			return (centres[label] ?? noise).map((value, component) => value + 0.3 * (noise[component] ?? 0));
		};
		const labels = Array.from({ length: 30 }, (_, index) => index % 3);
		const student = LinearStudent.train(
			labels.map(around),
			labels.map(label => `label ${label}`),
		);
		const predictions = labels.map(label => student.predict(around(label)));
		expect(predictions.map(({ label }) => label)).toEqual(labels.map(label => `label ${label}`));
		for (const { confidence, probabilities } of predictions) {
			expect(confidence).toBe(Math.max(...probabilities));
			expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
		}
	});

	test('takes labels that differ in case and space for one, and spells it as the first does', () => {
		const student = LinearStudent.train(randomVectors(4, 5, 2), ['Refund', 'refund ', 'Loan', 'LOAN']);
		expect(student.labels).toEqual(['Refund', 'Loan']);
	});

	test('does not depend on the unit of an embedding’s components', () => {
		const embeddings = randomVectors(12, 6, 4);
		const labels = embeddings.map((_, index) => ['a', 'b', 'c'][index % 3] ?? '');
		const rescaled = embeddings.map(embedding => embedding.map((value, component) => 7 + 10 ** component * value));
		const [plain, other] = [LinearStudent.train(embeddings, labels), LinearStudent.train(rescaled, labels)];
		embeddings.forEach((embedding, index) => {
			expect(other.predict(rescaled[index] ?? embedding).confidence).toBeCloseTo(
				plain.predict(embedding).confidence,
				3,
			);
		});
	});

	test('of demonstrations that all read alike gives the commonest label', () => {
		const same = Array.from({ length: 5 }, () => Float32Array.of(1, 2, 3));
		const student = LinearStudent.train(same, ['no', 'yes', 'no', 'yes', 'yes']);
		const { label, confidence } = student.predict(Float32Array.of(9, 9, 9));
		expect(label).toBe('yes');
		expect(confidence).toBeCloseTo(0.6, 3);
	});
});

test('accuracy counts labels that are the same but for case and space', () => {
	const accuracy = studentAccuracy(['Refund', 'loan', 'loan'], ['refund ', 'Loan', 'card']);
	expect(accuracy.correct).toBe(2);
	expect(accuracy.accuracy).toBeCloseTo(2 / 3, 12);
	// By scipy's binomtest(2, 3).proportion_ci(method='wilson').
	expect(accuracy.interval).toEqual([expect.closeTo(0.2077, 4), expect.closeTo(0.9385, 4)]);
});
