/** A stretch of a text: as it is, or a character that would not show, with a sign for it and its name. */
export type TextPart =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'lineEnd' }
	| { readonly kind: 'hidden'; readonly sign: string; readonly name: string };

const hiddenCharacters =
	/\r\n|[\n\r\u2028\u2029]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const bidirectional: Readonly<Record<string, string>> = {
	'\u202a': 'left-to-right embedding',
	'\u202b': 'right-to-left embedding',
	'\u202c': 'end of direction',
	'\u202d': 'left-to-right override',
	'\u202e': 'right-to-left override',
	'\u2066': 'left-to-right isolate',
	'\u2067': 'right-to-left isolate',
	'\u2068': 'direction isolate',
	'\u2069': 'end of isolate',
};

/**
 * Splits a text so that nothing in it is invisible or reorders what stands around it: control characters, direction
 * controls, zero-width and tag characters, and halves of surrogate pairs come apart as parts of their own. Joiners
 * (U+200C, U+200D) stay in the text: scripts and emoji need them.
 */
export function textParts(text: string): readonly TextPart[] {
	const parts: TextPart[] = [];
	let offset = 0;
	for (const { 0: found, index } of text.matchAll(hiddenCharacters)) {
		if (index > offset) {
			parts.push({ kind: 'text', text: text.slice(offset, index) });
		}
		parts.push(/^[\r\n\u2028\u2029]/.test(found) ? { kind: 'lineEnd' } : hiddenPart(found));
		offset = index + found.length;
	}
	if (offset < text.length) {
		parts.push({ kind: 'text', text: text.slice(offset) });
	}
	return parts;
}

/** The text on one line, hidden characters as their signs: for names, titles and labels. */
export function plainLine(text: string): string {
	return textParts(text)
		.map(part => (part.kind === 'text' ? part.text : part.kind === 'lineEnd' ? ' ' : part.sign))
		.join('');
}

function hiddenPart(character: string): TextPart {
	const code = character.codePointAt(0) ?? 0;
	const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
	if (code < 0x20 || code === 0x7f) {
		const sign = String.fromCodePoint(code === 0x7f ? 0x2421 : 0x2400 + code);
		return { kind: 'hidden', sign, name: `control character ${name}` };
	}
	const role = bidirectional[character];
	return { kind: 'hidden', sign: name, name: role === undefined ? `hidden character ${name}` : `${role} ${name}` };
}
