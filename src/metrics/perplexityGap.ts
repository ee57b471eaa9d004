/**
 * How far the perplexities of two probes over the same demonstrations lie apart (arXiv 2410.15226, Table 1, which takes
 * GPT-2 large and XL). `null` where one of them has none. Perplexities are per token, so the two must cut text into the same tokens;
 * those of unlike tokenizers do not compare.
 */
export function perplexityGap(perplexity: number | null, other: number | null): number | null {
	return perplexity === null || other === null ? null : Math.abs(perplexity - other);
}
