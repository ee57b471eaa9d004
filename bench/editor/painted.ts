/**
 * When the page that the driver watches first showed a text: the driver's answer, in milliseconds since 1970.
 *
 * @param text a part of what stands in the panel's head; digits are compared without separators
 * @param after nothing before this time counts
 * @throws where the driver has waited long enough
 */
export async function painted(text: string, after: number): Promise<number> {
	const address = new URL(process.env.DEMOSCOPE_BENCH_DRIVER ?? '');
	address.searchParams.set('text', text);
	address.searchParams.set('after', String(after));
	const answer = (await (await fetch(address)).json()) as {
		readonly at?: number;
		readonly painted?: readonly string[];
	};
	if (answer.at === undefined) {
		throw new Error(`"${text}" was not painted, but ${JSON.stringify(answer.painted)}`);
	}
	return answer.at;
}
