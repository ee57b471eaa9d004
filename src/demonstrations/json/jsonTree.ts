import * as l10n from '@vscode/l10n';
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Span } from '../../base/textRange';
import type { ParseProblem } from '../demonstration';
import type { SourceDocument } from '../format';
import { maximumDepth, maximumSyntaxProblems, maximumTreeTextLength } from '../limits';
import { contentStart } from '../lines';
import { describeJsonError } from './jsonErrors';
import type { JsonNode } from './jsonSource';
import { readStrictJson } from './strictJson';

export interface JsonTree {
	readonly root: JsonNode | undefined;
	readonly problems: readonly ParseProblem[];
}

/** How much of a text is looked at to recognise a format. */
const sampleLength = 256 * 1024;

const samples = new WeakMap<SourceDocument, JsonNode | undefined>();

/**
 * A whole file as one JSON value. Of broken JSON it holds what can be made out. Comments are read over, and commas
 * before a closing bracket too where the name says that the file may have them.
 */
export function readJsonTree({ name, text }: SourceDocument): JsonTree {
	if (text.length > maximumTreeTextLength) {
		return unread(l10n.t('This file is too large (over {0} million characters).', maximumTreeTextLength / 2 ** 20));
	}
	const valid = readStrictJson(text, contentStart(text), maximumDepth);
	if (valid !== undefined) {
		return { root: valid, problems: [] };
	}
	if (nestsTooDeeply(text)) {
		return unread(l10n.t('This file nests deeper than {0} levels.', maximumDepth));
	}
	const errors: ParseError[] = [];
	const root = parse(text, errors, /\.jsonc$/i.test(name));
	// One mistake may leave a key and its value missing at the same place.
	const mistakes = errors.filter(({ offset }, index) => offset !== errors[index - 1]?.offset);
	const problems = mistakes.slice(0, maximumSyntaxProblems).map(error => ({
		message: l10n.t('This is not valid JSON: {0}.', describeJsonError(error)),
		span: { start: error.offset, end: Math.min(error.offset + error.length, text.length) },
	}));
	return { root, problems };
}

/**
 * The beginning of a file that may be JSON by its name, read as far as it goes; nothing for a file with several values,
 * such as JSON Lines. The same document is read once.
 */
export function sampleOf(document: SourceDocument): JsonNode | undefined {
	if (!samples.has(document)) {
		samples.set(document, readSample(document));
	}
	return samples.get(document);
}

function readSample({ name, text }: SourceDocument): JsonNode | undefined {
	if (
		!/(?:\.jsonc?|(?:^|[\\/:])[^.\\/:]*)$/i.test(name) ||
		!/^[[{/]/.test(text.slice(contentStart(text)).trimStart())
	) {
		return undefined;
	}
	const start = text.slice(0, sampleLength);
	if (nestsTooDeeply(start)) {
		return undefined;
	}
	const errors: ParseError[] = [];
	const root = parse(start, errors, true);
	const next = errors.find(({ error }) => printParseErrorCode(error) === 'EndOfFileExpected');
	return next !== undefined && /[[{]/.test(start.charAt(next.offset)) ? undefined : root;
}

function unread(message: string): JsonTree {
	return { root: undefined, problems: [{ message, span: { start: 0, end: 0 } }] };
}

/** The parser recurses: what nests too deeply must not reach it. Its own scanner counts what it will see. */
function nestsTooDeeply(text: string): boolean {
	const scanner = createScanner(text, true);
	let depth = 0;
	for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
		const first = text[scanner.getTokenOffset()];
		depth += first === '{' || first === '[' ? 1 : first === '}' || first === ']' ? -1 : 0;
		if (depth > maximumDepth) {
			return true;
		}
	}
	return false;
}

/** The parser's tree as nodes with everything inside them; strings without a closing quote are left out. */
function parse(text: string, errors: ParseError[], allowTrailingComma: boolean): JsonNode | undefined {
	// A space in place of the byte order mark keeps every offset.
	const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma });
	const unclosed = new Set(
		errors.filter(({ error }) => printParseErrorCode(error) === 'UnexpectedEndOfString').map(({ offset }) => offset),
	);
	return root && nodeOf(root);

	function nodeOf(node: Node): JsonNode {
		const span = spanOf(node);
		if (node.type === 'array') {
			const elements = (node.children ?? []).filter(isClosed).map(nodeOf);
			return { value: elements.map(({ value }) => value), span, elements };
		}
		if (node.type === 'object') {
			const members = new Map<string, JsonNode>();
			for (const property of node.children ?? []) {
				const [key, child] = property.children ?? [];
				if (child !== undefined && isClosed(child)) {
					members.set(String(key?.value), { ...nodeOf(child), whole: spanOf(property) });
				}
			}
			return { value: Object.fromEntries([...members].map(([key, { value }]) => [key, value])), span, members };
		}
		return { value: node.value as unknown, span };
	}

	function isClosed({ type, offset }: Node): boolean {
		return type !== 'string' || !unclosed.has(offset);
	}

	/** A comment without an end takes the parser past the text's own. */
	function spanOf({ offset, length }: Node): Span {
		return { start: offset, end: Math.min(offset + length, text.length) };
	}
}

/** The value under a path of keys. */
export function valueAt(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
	return path.reduce<JsonNode | undefined>((inner, key) => inner?.members?.get(key), node);
}

/** What a string says; nothing of other values. */
export function textOf(node: JsonNode | undefined): string {
	return isText(node) ? node.value : '';
}

export function isText(node: JsonNode | undefined): node is JsonNode & { readonly value: string } {
	return typeof node?.value === 'string';
}

export function isList(node: JsonNode | undefined): node is JsonNode & Required<Pick<JsonNode, 'elements'>> {
	return node?.elements !== undefined;
}

export function isObject(node: JsonNode | undefined): node is JsonNode & Required<Pick<JsonNode, 'members'>> {
	return node?.members !== undefined;
}
