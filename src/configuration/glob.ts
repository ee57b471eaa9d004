/** Most patterns that the braces of one glob may stand for. What is beyond them is not looked at. */
const mostAlternatives = 256;

/**
 * Whether a path fits a glob: `*` and `?` inside a name, `**` for any number of folders, `{a,b}` for alternatives. A
 * glob without a slash is about the name alone, in whatever folder. The time is bounded by the product of the lengths.
 *
 * @param path relative, with `/` between its parts
 */
export function matchesGlob(glob: string, path: string): boolean {
	const parts = path.split('/');
	return alternatives(glob).some(pattern => {
		const wanted = pattern.replace(/^(?:\.?\/)+/, '').split('/');
		const anywhere = !pattern.includes('/');
		return fits(anywhere ? ['**', ...wanted] : wanted, parts, '**', matchesName);
	});
}

function matchesName(pattern: string, name: string): boolean {
	return fits(
		Array.from(pattern),
		Array.from(name),
		'*',
		(wanted, character) => wanted === '?' || wanted === character,
	);
}

/** Whether the items fit the pattern, in which `any` stands for any number of them. Only the last `any` ever gives way. */
function fits(
	pattern: readonly string[],
	items: readonly string[],
	any: string,
	matches: (wanted: string, item: string) => boolean,
): boolean {
	let at = 0;
	let index = 0;
	let retry: { readonly at: number; index: number } | undefined;
	while (index < items.length) {
		const wanted = pattern[at];
		const item = items[index];
		if (wanted === any) {
			at++;
			retry = { at, index };
		} else if (wanted !== undefined && item !== undefined && matches(wanted, item)) {
			at++;
			index++;
		} else if (retry !== undefined) {
			retry.index++;
			({ at, index } = retry);
		} else {
			return false;
		}
	}
	return pattern.slice(at).every(wanted => wanted === any);
}

/** The globs that one with braces stands for. Braces inside of braces stand for themselves. */
function alternatives(glob: string): readonly string[] {
	const done: string[] = [];
	const open = [glob];
	for (let next = open.pop(); next !== undefined && done.length < mostAlternatives; next = open.pop()) {
		const braces = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(next);
		if (braces === null) {
			done.push(next);
		} else {
			const [, before = '', inside = '', after = ''] = braces;
			open.push(...inside.split(',').map(choice => before + choice + after));
		}
	}
	return done;
}
