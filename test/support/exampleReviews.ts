import { readFileSync } from 'node:fs';
import type { Pair } from './pairReplies';

/** Sentences with their sentiments: the pool of the examples. */
export function exampleReviews(): readonly Pair[] {
	const text = readFileSync(new URL('../../examples/pools/reviews.jsonl', import.meta.url), 'utf8');
	return text
		.trimEnd()
		.split('\n')
		.map(line => {
			const { text: input = '', label: output = '' } = JSON.parse(line) as { text?: string; label?: string };
			return [input, output];
		});
}
