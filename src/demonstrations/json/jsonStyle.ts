import type { Span } from '../../base/textRange';
import { endOfString, skipSpace } from './jsonSource';

/** How a file writes JSON on one line. */
export interface JsonStyle {
	/** Between a key and its value: `: ` or `:`. */
	readonly colon: string;
	/** Between two members or elements: `, ` or `,`. */
	readonly comma: string;
	/** Inside braces: a space, or nothing. */
	readonly padding: string;
	/** Characters beyond ASCII are written as `\u` escapes. */
	readonly escaped: boolean;
}

/** What most tools write. */
export const spacedStyle: JsonStyle = { colon: ': ', comma: ', ', padding: '', escaped: false };

/** The style of the object that stands at `span`; whether characters are escaped is judged by the whole text. */
export function jsonStyleOf(text: string, span: Span): JsonStyle {
	return {
		colon: firstSeparator(text, span, ':') ?? spacedStyle.colon,
		comma: firstSeparator(text, span, ',') ?? spacedStyle.comma,
		padding: text.slice(span.start + 1, skipSpace(text, span.start + 1)),
		escaped: escapesNonAscii(text),
	};
}

/** True where the text writes characters beyond ASCII as escapes, and none of them plainly. */
export function escapesNonAscii(text: string): boolean {
	return /\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(text) && !/[^\0-\x7f]/.test(text.replace('\ufeff', ''));
}

/** A value that is written as it stands. */
export class RawJson {
	constructor(readonly source: string) {}
}

/** The value as JSON in the style. */
export function writeJson(value: unknown, style: JsonStyle): string {
	if (value instanceof RawJson) {
		return value.source;
	}
	if (Array.isArray(value)) {
		return `[${value.map(element => writeJson(element, style)).join(style.comma)}]`;
	}
	if (typeof value !== 'object' || value === null) {
		return writeScalar(value, style.escaped);
	}
	const members = Object.entries(value).map(
		([key, member]) => writeScalar(key, style.escaped) + style.colon + writeJson(member, style),
	);
	return members.length === 0 ? '{}' : `{${style.padding}${members.join(style.comma)}${style.padding}}`;
}

/** A string, number, boolean or null as JSON. */
export function writeScalar(value: unknown, escaped: boolean): string {
	const plain = JSON.stringify(value);
	return escaped ? plain.replace(/[^\0-\x7f]/g, escapeUnit) : plain;
}

function escapeUnit(unit: string): string {
	return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The first separator of its kind outside strings, with the white space around it. */
function firstSeparator(text: string, span: Span, separator: string): string | undefined {
	for (let offset = span.start; offset < span.end; offset++) {
		if (text[offset] === '"') {
			offset = endOfString(text, offset) - 1;
		} else if (text[offset] === separator) {
			let start = offset;
			while (/[ \t]/.test(text.charAt(start - 1))) {
				start--;
			}
			return text.slice(start, skipSpace(text, offset + 1));
		}
	}
	return undefined;
}
