/**
 * Two-sided p-value of McNemar's exact test: how probable it is that two methods that are equally good differ on the pairs as unevenly as
 * these do, or more. min(1, 2 · P(X ≤ min(b, c))) for X ~ Binomial(b + c, ½); 1 where they differ on no pair.
 * McNemar, Psychometrika 12, 1947.
 *
 * @param onlyFirst pairs that the first alone gets right: b
 * @param onlySecond pairs that the second alone gets right: c
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): number {
	const pairs = onlyFirst + onlySecond;
	let logTerm = -pairs * Math.LN2;
	let tail = Math.exp(logTerm);
	for (let k = 1; k <= Math.min(onlyFirst, onlySecond); k++) {
		logTerm += Math.log((pairs - k + 1) / k);
		tail += Math.exp(logTerm);
	}
	return Math.min(1, 2 * tail);
}
