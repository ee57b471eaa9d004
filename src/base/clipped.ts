/** A text of at most so many UTF-16 units; one that is cut ends in "…". */
export function clipped(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
