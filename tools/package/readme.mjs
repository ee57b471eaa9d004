/**
 * The README as the marketplace can show it while nobody has said where the project's files can be read: a relative
 * link leads nowhere there, so of links the text stays, and pictures go.
 *
 * @param {string} markdown
 * @returns {string}
 */
export function withoutRelativeLinks(markdown) {
	return markdown
		.replaceAll(/!\[[^\]]*\]\((?!https?:)[^)]*\)/g, '')
		.replaceAll(/(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1')
		.replaceAll(/\n{3,}/g, '\n\n');
}

/**
 * @param {string} markdown
 * @returns {string[]} the links and pictures in it that are relative
 */
export function relativeLinks(markdown) {
	return [...markdown.matchAll(/\]\((?!https?:|#)([^)]*)\)/g)].map(([, link]) => link);
}
