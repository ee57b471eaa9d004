import * as l10n from '@vscode/l10n';
/** A stretch of a text: as it is, or a character that would not show, with a sign for it and its name. */
export type TextPart =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'lineEnd' }
	| { readonly kind: 'hidden'; readonly sign: string; readonly name: string };

const hiddenCharacters =
	/\r\n|[\n\r\u2028\u2029]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const bidirectional: Readonly<Record<string, (character: string) => string>> = {
	'\u202a': code => l10n.t('left-to-right embedding {0}', code),
	'\u202b': code => l10n.t('right-to-left embedding {0}', code),
	'\u202c': code => l10n.t('end of direction {0}', code),
	'\u202d': code => l10n.t('left-to-right override {0}', code),
	'\u202e': code => l10n.t('right-to-left override {0}', code),
	'\u2066': code => l10n.t('left-to-right isolate {0}', code),
	'\u2067': code => l10n.t('right-to-left isolate {0}', code),
	'\u2068': code => l10n.t('direction isolate {0}', code),
	'\u2069': code => l10n.t('end of isolate {0}', code),
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
		return { kind: 'hidden', sign, name: l10n.t('control character {0}', name) };
	}
	const role = bidirectional[character];
	return { kind: 'hidden', sign: name, name: role?.(name) ?? l10n.t('hidden character {0}', name) };
}
