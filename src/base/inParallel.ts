/**
 * Runs a task for each item in order, so many at a time. After the first failure none is started; those under way are
 * waited for.
 *
 * @throws what the first task that failed threw
 */
export async function inParallel<Item>(
	items: readonly Item[],
	most: number,
	run: (item: Item) => Promise<void>,
): Promise<void> {
	const waiting = items.values();
	let failure: { readonly error: unknown } | undefined;
	const work = async (): Promise<void> => {
		for (const item of waiting) {
			if (failure !== undefined) {
				return;
			}
			try {
				await run(item);
			} catch (error) {
				failure ??= { error };
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
	if (failure !== undefined) {
		throw failure.error;
	}
}
