/**
 * The README as the marketplace can show it while nobody has said where the project's files can be read: a relative
 * link leads nowhere there, so of links the text stays, and pictures go.
 */
export function withoutRelativeLinks(markdown: string): string {
	return markdown
		.replaceAll(/!\[[^\]]*\]\((?!https?:)[^)]*\)/g, '')
		.replaceAll(/(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1')
		.replaceAll(/\n{3,}/g, '\n\n');
}

/** The links and pictures in it that are relative. */
export function relativeLinks(markdown: string): string[] {
	return [...markdown.matchAll(/\]\((?!https?:|#)([^)]*)\)/g)].map(([, link = '']) => link);
}
