import type { Random } from '../base/random';

const deciles = 10;

/**
 * Samples in proportion to rank: of the best tenth all stay, of the next 90 %, and so on to 10 % of the last. V-Synthesis, arXiv
 * 2506.23149v1, §3.2. *Adapted:* each is drawn by itself with its tenth's share, since a tenth of few is no whole
 * number.
 *
 * @param scores higher is better; what has none ranks last
 * @returns for each whether it stays
 */
export function decileSampling(scores: readonly (number | undefined)[], random: Random): boolean[] {
	const ranked = [...scores.keys()].toSorted((a, b) => (scores[b] ?? -Infinity) - (scores[a] ?? -Infinity) || a - b);
	const stays = scores.map(() => false);
	for (const [rank, index] of ranked.entries()) {
		const tenth = Math.floor((deciles * rank) / ranked.length);
		stays[index] = random() < 1 - tenth / deciles;
	}
	return stays;
}
