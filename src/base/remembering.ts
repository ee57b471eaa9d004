/**
 * A pure function of texts that remembers what it gave for those it was asked for last.
 *
 * @param capacity how many characters of text are remembered at least; at most twice as many
 */
export function remembering<Result>(compute: (text: string) => Result, capacity: number): (text: string) => Result {
	let recent = new Map<string, Result>();
	let older = new Map<string, Result>();
	let length = 0;
	return text => {
		let result = recent.get(text);
		if (result === undefined) {
			result = older.get(text) ?? compute(text);
			if (length + text.length > capacity) {
				older = recent;
				recent = new Map();
				length = 0;
			}
			recent.set(text, result);
			length += text.length;
		}
		return result;
	};
}
