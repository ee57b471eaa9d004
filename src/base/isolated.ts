const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Whether a letter is of a script that runs from the right. */
export function runsFromRight(text: string): boolean {
	return rightToLeft.test(text);
}

/**
 * A text in the middle of a sentence: one that runs from the right stands in an isolate of its own (Unicode
 * Bidirectional Algorithm, FSI and PDI), or it would draw the numbers beside it into itself.
 */
export function isolated(text: string): string {
	return runsFromRight(text) ? `\u2068${text}\u2069` : text;
}
