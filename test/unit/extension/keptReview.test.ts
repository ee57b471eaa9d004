import { expect, test } from 'vitest';
import { readKept } from '../../../src/extension/keptReview';
import { emptyReview, withAccepted, withSuggestions } from '../../../src/workflows/review/reviewList';

/** As version 0.1 of the list kept it. */
const former = {
	version: 1,
	file: 'set.jsonl',
	pool: 'pool.jsonl',
	considered: 12,
	gVendi: { before: 3, after: 4 },
	candidates: [
		{
			id: 'pool:pool.jsonl:3',
			input: 'a',
			output: 'b',
			strategy: 'pool',
			origin: 'pool.jsonl:3',
			gain: 0.5,
			region: 2,
			similarity: 0.4,
			vScore: null,
		},
	],
} as const;

test('what was kept comes back as it was, accepted ones too', () => {
	const review = withAccepted(
		withSuggestions(emptyReview, { ...former, candidates: [...former.candidates] }, new Set()),
		['pool:pool.jsonl:3'],
	);
	expect(readKept(JSON.parse(JSON.stringify(review)))).toEqual(review);
});

test('a list from before language models is taken over', () => {
	const review = readKept(former);
	expect(review?.version).toBe(2);
	expect(review?.candidates).toEqual([{ ...former.candidates[0], aimed: true }]);
	expect(review?.runs).toEqual([{ strategy: 'pool', source: 'pool.jsonl', considered: 12, found: 1 }]);
});

test('what has another shape is nothing', () => {
	expect(readKept({ ...former, version: 3 })).toBeUndefined();
	expect(readKept({ version: 2, candidates: 'none' })).toBeUndefined();
	expect(readKept(undefined)).toBeUndefined();
});
