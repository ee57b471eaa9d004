/**
 * Text that Markdown shows as it is, on one line that may wrap. `MarkdownString.appendText` keeps every space from
 * wrapping.
 */
export function plainMarkdown(text: string): string {
	return text
		.replaceAll(/\s+/gu, ' ')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll(/[\\`*_{}[\]()#+.!~|>-]/gu, '\\$&');
}
