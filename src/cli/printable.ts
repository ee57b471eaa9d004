const shown: Readonly<Record<string, string>> = { '\n': '⏎', '\r': '', '\t': ' ' };

/**
 * Text that is safe to print: one line, no escape sequences, no characters that reorder what stands around them.
 * Demonstrations are hostile input.
 */
export function printable(text: string, length = Infinity): string {
	const line = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, character =>
		// Joiners are part of emoji and of several scripts.
		character === '\u200d' || character === '\u200c' ? character : (shown[character] ?? '�'),
	);
	const characters = Array.from(line);
	return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : line;
}
