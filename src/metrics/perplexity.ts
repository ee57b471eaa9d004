/**
 * exp of the mean negative log-likelihood of all scored tokens of a set together (arXiv 2410.15226, Table 1: 2 to the
 * cross-entropy in bits is the same).
 *
 * @param logProbs natural-log probabilities, one array for each demonstration
 * @returns `null` where no token was scored.
 */
export function perplexity(logProbs: readonly Float32Array[]): number | null {
	let sum = 0;
	let tokens = 0;
	for (const values of logProbs) {
		tokens += values.length;
		for (const value of values) {
			sum += value;
		}
	}
	return perplexityFrom(sum, tokens);
}

/** The same from the sum of the log-probabilities and the number of tokens. */
export function perplexityFrom(sum: number, tokens: number): number | null {
	return tokens === 0 ? null : Math.exp(-sum / tokens);
}
