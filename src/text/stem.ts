/**
 * An English word without its common endings, so that forms of one word compare equal. A light rule of thumb for
 * comparing texts (plural, -ed, -ing, -ly, -er …), not a linguistic stem.
 */
export function stem(word: string): string {
	const base = word.replace(/'s$|'$/u, '');
	if (!/^[a-z]{4,}$/u.test(base)) {
		return base;
	}
	const singular = base.replace(/ies$/u, 'y').replace(/(?<=[^aeious])es$|(?<=[^us])s$/u, '');
	const bare = singular.replace(/(?<=[a-z]{3})(?:ing|ed|ly)$/u, '');
	return bare.replace(/([^aeiouls])\1$/u, '$1').replace(/(?<=[a-z]{3})[ey]$/u, '');
}
