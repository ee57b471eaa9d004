import type { Span } from '../../base/textRange';
import type { Field } from '../demonstration';
import { maximumDepth } from '../limits';

/** A JSON value and where it stands; a string's span holds its quotes. */
export interface JsonNode {
	readonly value: unknown;
	readonly span: Span;
	/** Of the value of a member: the member's whole source, from its key on. */
	readonly whole?: Span;
	/** What is inside, where a syntax tree has said so; otherwise it is looked up in the text. */
	readonly members?: ReadonlyMap<string, JsonNode>;
	readonly elements?: readonly JsonNode[];
}

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * The members of an object, by key; of duplicate keys the last one, as `JSON.parse` takes it. Empty for other values.
 * Of a node without a syntax tree, `JSON.parse` must have accepted the text: it says what is there, this says where.
 */
export function membersOf(text: string, node: JsonNode): ReadonlyMap<string, JsonNode> {
	if (node.members !== undefined) {
		return node.members;
	}
	const members = new Map<string, JsonNode>();
	if (!isJsonObject(node.value)) {
		return members;
	}
	let offset = skipSpace(text, node.span.start + 1);
	while (text.charCodeAt(offset) === quote) {
		const keyEnd = endOfString(text, offset);
		const key = decodeString(text.slice(offset, keyEnd));
		const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
		const end = endOfValue(text, start);
		members.set(key, { value: node.value[key], span: { start, end }, whole: { start: offset, end } });
		offset = skipSpace(text, end);
		if (text.charCodeAt(offset) === comma) {
			offset = skipSpace(text, offset + 1);
		}
	}
	return members;
}

/**
 * The values under these keys, in their order, as `membersOf` has them but for their keys' places. Of many records this
 * finds a few keys each in a fraction of the time.
 *
 * @param keys without duplicates
 */
export function membersUnder(text: string, node: JsonNode, keys: readonly string[]): readonly (JsonNode | undefined)[] {
	if (node.members !== undefined) {
		const { members } = node;
		return keys.map(key => members.get(key));
	}
	const { value } = node;
	if (!isJsonObject(value)) {
		return keys.map(() => undefined);
	}
	return membersInOrder(text, value, node.span, keys) ?? membersSearched(text, value, node.span, keys);
}

/**
 * The same where the object's keys stand in the text once each, in their order and without escapes, which is usual:
 * then the lengths of keys and values say where they end. Nothing otherwise.
 */
function membersInOrder(
	text: string,
	value: Readonly<Record<string, unknown>>,
	span: Span,
	keys: readonly string[],
): readonly (JsonNode | undefined)[] | undefined {
	const found: (JsonNode | undefined)[] = [];
	for (let place = 0; place < keys.length; place++) {
		found.push(undefined);
	}
	let offset = skipSpace(text, span.start + 1);
	for (const key in value) {
		if (!isKeyAt(text, offset, key)) {
			return undefined;
		}
		const start = skipSpace(text, skipSpace(text, offset + key.length + 2) + 1);
		const inner = value[key];
		const end = typeof inner === 'string' ? endOfKnownString(text, start, inner.length) : endOfValue(text, start);
		const place = keys.indexOf(key);
		if (place !== -1) {
			found[place] = { value: inner, span: { start, end } };
		}
		offset = skipSpace(text, end);
		if (text.charCodeAt(offset) === comma) {
			offset = skipSpace(text, offset + 1);
		}
	}
	// A key that stands there twice would have led elsewhere.
	return offset === span.end - 1 ? found : undefined;
}

/** True where the key stands in quotes at `offset`, each of its characters as itself. */
function isKeyAt(text: string, offset: number, key: string): boolean {
	const end = offset + 1 + key.length;
	if (text.charCodeAt(offset) !== quote || text.charCodeAt(end) !== quote) {
		return false;
	}
	for (let place = 0; place < key.length; place++) {
		const unit = key.charCodeAt(place);
		if (unit === backslash || text.charCodeAt(offset + 1 + place) !== unit) {
			return false;
		}
	}
	return true;
}

/**
 * `endOfString` for a string that decodes to `length` units: its source has as many at least, so a quote behind so many
 * that no backslash precedes is the closing one.
 */
function endOfKnownString(text: string, start: number, length: number): number {
	const end = start + 1 + length;
	const isClosed = text.charCodeAt(end) === quote && text.charCodeAt(end - 1) !== backslash;
	return isClosed ? end + 1 : endOfString(text, start);
}

function membersSearched(
	text: string,
	value: Readonly<Record<string, unknown>>,
	span: Span,
	keys: readonly string[],
): readonly (JsonNode | undefined)[] {
	const found: (JsonNode | undefined)[] = keys.map(() => undefined);
	let offset = skipSpace(text, span.start + 1);
	while (text.charCodeAt(offset) === quote) {
		const keyEnd = endOfString(text, offset);
		const place = placeOfKey(text, offset, keyEnd, keys);
		const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
		const end = endOfValue(text, start);
		if (place !== -1) {
			found[place] = { value: value[keys[place] ?? ''], span: { start, end } };
		}
		offset = skipSpace(text, end);
		if (text.charCodeAt(offset) === comma) {
			offset = skipSpace(text, offset + 1);
		}
	}
	return found;
}

/** Which of the keys the string is, or -1. Comparing units is faster than cutting out so short a string. */
function placeOfKey(text: string, start: number, end: number, keys: readonly string[]): number {
	for (let place = 0; place < keys.length; place++) {
		const key = keys[place] ?? '';
		let same = end - start - 2 === key.length;
		for (let index = 0; same && index < key.length; index++) {
			const unit = text.charCodeAt(start + 1 + index);
			same = unit === key.charCodeAt(index) && unit !== backslash;
		}
		if (same) {
			return place;
		}
	}
	for (let offset = start + 1; offset < end; offset++) {
		if (text.charCodeAt(offset) === backslash) {
			return keys.indexOf(decodeString(text.slice(start, end)));
		}
	}
	return -1;
}

/** The elements of an array; none for other values. */
export function elementsOf(text: string, node: JsonNode): readonly JsonNode[] {
	if (node.elements !== undefined) {
		return node.elements;
	}
	if (!Array.isArray(node.value)) {
		return [];
	}
	let offset = node.span.start + 1;
	return node.value.map((value: unknown) => {
		const start = skipSpace(text, offset);
		const end = endOfValue(text, start);
		offset = skipSpace(text, end) + 1;
		return { value, span: { start, end } };
	});
}

/** What is inside an array or an object; nothing for other values. */
export function partsOf(text: string, node: JsonNode): readonly JsonNode[] {
	return Array.isArray(node.value) ? elementsOf(text, node) : [...membersOf(text, node).values()];
}

/** All of an element's or a member's source. */
export function wholeOf(node: JsonNode): Span {
	return node.whole ?? node.span;
}

/** A value as a field: strings decoded, numbers as they are written, objects and arrays as compact JSON. */
export function fieldOf(text: string, { value, span }: JsonNode): Field {
	if (typeof value === 'string') {
		return { text: value, span: { start: span.start + 1, end: span.end - 1 } };
	}
	const source = text.slice(span.start, span.end);
	const compact = typeof value === 'object' && nestingDepth(source) <= maximumDepth;
	return { text: compact ? JSON.stringify(value) : source, span };
}

/**
 * A stretch of a string, `start` and `end` counted in its decoded text, as a field. Where the string is broken, so that
 * no count can be trusted, its span is all of the string.
 */
export function partOfString(text: string, { value, span }: JsonNode, start: number, end: number): Field {
	if (!isValidString(text.slice(span.start, span.end))) {
		return { text: String(value).slice(start, end), span: { start: span.start + 1, end: span.end - 1 } };
	}
	let decoded = 0;
	let offset = span.start + 1;
	const advanceTo = (place: number) => {
		for (; decoded < place; decoded++) {
			const escaped = text.charCodeAt(offset) === backslash;
			offset += escaped ? (text[offset + 1] === 'u' ? 6 : 2) : 1;
		}
		return offset;
	};
	return { text: String(value).slice(start, end), span: { start: advanceTo(start), end: advanceTo(end) } };
}

/** A string as a field without the white space around it. */
export function trimmedField(text: string, node: JsonNode): Field {
	const value = String(node.value);
	const start = value.length - value.trimStart().length;
	return partOfString(text, node, start, Math.max(start, value.trimEnd().length));
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How deep brackets and braces nest, strings left out. Works on broken JSON too. */
export function nestingDepth(text: string): number {
	let depth = 0;
	let deepest = 0;
	for (let offset = 0; offset < text.length; offset++) {
		const unit = text.charCodeAt(offset);
		if (unit === quote) {
			offset = endOfString(text, offset) - 1;
		} else if (unit === openBrace || unit === openBracket) {
			deepest = Math.max(deepest, ++depth);
		} else if (unit === closeBrace || unit === closeBracket) {
			depth--;
		}
	}
	return deepest;
}

/** Offset behind the closing quote of the string that begins at `start`; the text's end where there is none. */
export function endOfString(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end !== -1 && isEscaped(text, end)) {
		end = text.indexOf('"', end + 1);
	}
	return end === -1 ? text.length : end + 1;
}

/** Offset of the first character at or after `start` that is not white space. */
export function skipSpace(text: string, start: number): number {
	let offset = start;
	while (isSpace(text.charCodeAt(offset))) {
		offset++;
	}
	return offset;
}

function endOfValue(text: string, start: number): number {
	const first = text.charCodeAt(start);
	if (first === quote) {
		return endOfString(text, start);
	}
	if (first === openBrace || first === openBracket) {
		return endOfCollection(text, start);
	}
	let end = start;
	while (end < text.length && !endsScalar(text.charCodeAt(end))) {
		end++;
	}
	return end;
}

function endOfCollection(text: string, start: number): number {
	let depth = 0;
	for (let offset = start; offset < text.length; offset++) {
		const unit = text.charCodeAt(offset);
		if (unit === quote) {
			offset = endOfString(text, offset) - 1;
		} else if (unit === openBrace || unit === openBracket) {
			depth++;
		} else if ((unit === closeBrace || unit === closeBracket) && --depth === 0) {
			return offset + 1;
		}
	}
	return text.length;
}

function isEscaped(text: string, offset: number): boolean {
	let first = offset;
	while (text.charCodeAt(first - 1) === backslash) {
		first--;
	}
	return (offset - first) % 2 === 1;
}

function isValidString(source: string): boolean {
	try {
		JSON.parse(source);
		return true;
	} catch {
		return false;
	}
}

function decodeString(source: string): string {
	return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
}

function isSpace(unit: number): boolean {
	return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}

function endsScalar(unit: number): boolean {
	return unit === comma || unit === closeBrace || unit === closeBracket || unit === colon || isSpace(unit);
}
