/** A score with its sign and two decimals. */
export function signed(value: number): string {
	return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
