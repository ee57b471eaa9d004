/** Words for what a schema refuses, chosen when it does: the display language is not known while modules load. */
export function said(words: () => string): { readonly error: () => string } {
	return { error: words };
}
