import * as l10n from '@vscode/l10n';
import {
	isAlias,
	isCollection,
	isMap,
	isNode,
	isScalar,
	isSeq,
	visit,
	type Alias,
	type Document,
	type Node,
	type Scalar,
	type YAMLMap,
	type YAMLSeq,
} from 'yaml';
import type { Span } from '../../../base/textRange';
import type { Field, ParseProblem } from '../../demonstration';
import { maximumAliases, maximumSyntaxProblems, maximumTreeTextLength } from '../../limits';
import { afterLineEnd, endOfLine } from '../../lines';
import { parseBoundedYaml } from './boundedYaml';

/** A YAML text as a tree of nodes. Aliases are followed on request, one step at a time, never expanded as a whole. */
export class YamlSource {
	readonly problems: readonly ParseProblem[];
	readonly root: Node | undefined;
	private readonly document: Document | undefined;
	private readonly targets: ReadonlyMap<Alias, Node>;

	/** Reads what can be read; the rest is a problem. Tags are names here: nothing is constructed or run for them. */
	constructor(readonly text: string) {
		try {
			if (text.length > maximumTreeTextLength) {
				throw new RangeError(l10n.t('it has over {0} million characters', maximumTreeTextLength / 2 ** 20));
			}
			// A line end in place of the byte order mark keeps every offset and the first line's indentation.
			const document = parseBoundedYaml(text.replace(/^\ufeff/, '\n'));
			this.document = document;
			this.targets = resolveAliases(document);
			this.root = this.follow(document.contents);
			this.problems = document.errors.slice(0, maximumSyntaxProblems).map(({ message, pos: [start, end] }) => ({
				message: l10n.t('This is not valid YAML: {0}.', inWords(message)),
				span: { start: Math.min(start, text.length), end: Math.min(end, text.length) },
			}));
		} catch (error) {
			// The parser recurses: what nests too deeply ends its stack.
			if (!(error instanceof RangeError)) {
				throw error;
			}
			this.document = undefined;
			this.targets = new Map();
			this.root = undefined;
			this.problems = [
				{ message: l10n.t('This file cannot be read: {0}.', inWords(error.message)), span: { start: 0, end: 0 } },
			];
		}
	}

	/** The node itself, or what it is an alias of. */
	follow(value: unknown): Node | undefined {
		if (!isNode(value)) {
			return undefined;
		}
		return isAlias(value) ? this.targets.get(value) : value;
	}

	/** The members of a mapping, those it merges with `<<` after its own; of equal keys the one that counts. */
	members(node: Node | undefined): ReadonlyMap<string, Node> {
		const members = new Map<string, Node>();
		const seen = new Set<Node>();
		const add = (map: Node | undefined) => {
			if (!isMap(map) || seen.has(map)) {
				return;
			}
			seen.add(map);
			const own = new Map<string, Node>();
			const merged: (Node | undefined)[] = [];
			for (const { key, value } of map.items) {
				const name = isScalar(key) ? String(key.value) : undefined;
				const target = this.follow(value);
				if (isScalar(key) && key.source === '<<' && key.type === 'PLAIN') {
					merged.push(...(isSeq(target) ? target.items.map(item => this.follow(item)) : [target]));
				} else if (name !== undefined && target !== undefined) {
					own.set(name, target);
				}
			}
			for (const [name, value] of own) {
				if (!members.has(name)) {
					members.set(name, value);
				}
			}
			merged.forEach(add);
		};
		add(node);
		return members;
	}

	/** A value as a field: scalars decoded, collections as compact JSON. */
	field(node: Node): Field {
		if (isScalar(node)) {
			const span = scalarSpan(this.text, node);
			const source = () => this.text.slice(span.start, span.end);
			return { text: typeof node.value === 'string' ? node.value : node.value === null ? '' : source(), span };
		}
		const span = { start: startOf(node), end: contentEnd(this.text, node) };
		return { text: this.compactJson(node) ?? this.text.slice(span.start, span.end), span };
	}

	/** The scalar whose text stands at the span, and whether brackets or braces are around it. */
	scalarAt({ start, end }: Span): { readonly node: Scalar; readonly isInFlow: boolean } | undefined {
		let found: { readonly node: Scalar; readonly isInFlow: boolean } | undefined;
		visit(this.document ?? null, {
			Scalar: (_, node, path) => {
				const span = scalarSpan(this.text, node);
				if (span.start === start && span.end === end) {
					found = { node, isInFlow: path.some(outer => isCollection(outer) && outer.flow === true) };
					return visit.BREAK;
				}
				return undefined;
			},
		});
		return found;
	}

	/** Names of the anchors in the span that an alias outside of it refers to. */
	anchorsNeeded({ start, end }: Span): readonly string[] {
		const inside = (node: Node) => startOf(node) >= start && startOf(node) < end;
		const needed = [...this.targets].filter(([alias, target]) => inside(target) && !inside(alias));
		return [...new Set(needed.map(([alias]) => alias.source))];
	}

	private compactJson(node: Node): string | undefined {
		if (this.document === undefined) {
			return undefined;
		}
		try {
			return JSON.stringify(node.toJS(this.document, { maxAliasCount: maximumAliases }));
		} catch {
			// Aliases in a circle, or more of them than the limit.
			return undefined;
		}
	}
}

/** The parser's words, without a full stop; a stack that overflowed means one thing only. */
function inWords(message: string): string {
	return /call stack/i.test(message) ? l10n.t('it nests too deeply') : message.replace(/\.$/, '');
}

function resolveAliases(document: Document): ReadonlyMap<Alias, Node> {
	const anchors = new Map<string, Node>();
	const targets = new Map<Alias, Node>();
	visit(document, {
		Node: (_, node) => {
			if (isAlias(node)) {
				const target = anchors.get(node.source);
				if (target !== undefined) {
					targets.set(node, target);
				}
			} else if (node.anchor !== undefined) {
				anchors.set(node.anchor, node);
			}
		},
	});
	return targets;
}

export function startOf(node: Node): number {
	return node.range?.[0] ?? 0;
}

/** Where a node's own text ends: no white space, comment or line end behind it is counted. */
export function contentEnd(text: string, node: Node): number {
	const [, end] = node.range ?? [0, 0, 0];
	if ((isMap(node) || isSeq(node)) && node.flow !== true) {
		const last: unknown = node.items.at(-1);
		const inner = isNode(last) ? last : isMap(node) ? lastOfPair(node) : undefined;
		return inner === undefined ? end : contentEnd(text, inner);
	}
	return isScalar(node) && isBlock(node) ? blockBody(text, node).end : end;
}

function lastOfPair(map: YAMLMap): Node | undefined {
	const pair = map.items.at(-1);
	// An empty value may stand anywhere behind its key.
	return [pair?.value, pair?.key].filter(isNode).find(node => (node.range?.[1] ?? 0) > startOf(node));
}

/** Offsets of the dashes of a block sequence, one for each item; none for a flow sequence. */
export function dashesOf(sequence: YAMLSeq): readonly number[] {
	const token = sequence.srcToken;
	if (token?.type !== 'block-seq') {
		return [];
	}
	const dashes = token.items.map(item => item.start.find(({ type }) => type === 'seq-item-ind')?.offset);
	return dashes.filter(offset => offset !== undefined);
}

function scalarSpan(text: string, node: Scalar): Span {
	const [start, end] = node.range ?? [0, 0, 0];
	if (isBlock(node)) {
		return blockBody(text, node);
	}
	const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
	// A quote that is never closed has nothing behind it.
	return quoted ? { start: start + 1, end: Math.max(start + 1, end - 1) } : { start, end };
}

function isBlock(node: Scalar): boolean {
	return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** The lines under the header of a block scalar; blank ones at its end only where the header keeps them (`|+`). */
function blockBody(text: string, node: Scalar): Span {
	const [header, end] = node.range ?? [0, 0, 0];
	const headerEnd = endOfLine(text, header);
	const start = Math.min(afterLineEnd(text, headerEnd), end);
	if (text.slice(header, headerEnd).split('#')[0]?.includes('+') === true) {
		return { start, end };
	}
	const length = text.slice(start, end).trimEnd().length;
	// Of white space alone, what the scalar says is all of it.
	return { start, end: length === 0 && node.value !== '' ? end : start + length };
}
