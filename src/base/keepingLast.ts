/** A function that gives its last result again while it is called with the very same arguments. */
export function keepingLast<Values extends readonly unknown[], Result>(
	make: (...values: Values) => Result,
): (...values: Values) => Result {
	let last: { readonly values: Values; readonly result: Result } | undefined;
	return (...values) => {
		if (last?.values.every((value, place) => value === values[place]) !== true) {
			last = { values, result: make(...values) };
		}
		return last.result;
	};
}
