/** Every run of n words, in order, each joined by spaces; none where there are fewer than n words. */
export function ngrams(words: readonly string[], n: number): string[] {
	const result: string[] = [];
	for (let start = 0; start + n <= words.length; start++) {
		result.push(words.slice(start, start + n).join(' '));
	}
	return result;
}
