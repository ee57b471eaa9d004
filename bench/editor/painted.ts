/**
 * When the page that the driver watches first showed a text: the driver's answer, in milliseconds since 1970.
 *
 * @param text a part of what stands in the panel's head; digits are compared without separators
 * @param after nothing before this time counts
 */
export async function painted(text: string, after: number): Promise<number> {
	const address = new URL(process.env.DEMOSCOPE_BENCH_DRIVER ?? '');
	address.searchParams.set('text', text);
	address.searchParams.set('after', String(after));
	const { at } = (await (await fetch(address)).json()) as { readonly at: number };
	return at;
}
