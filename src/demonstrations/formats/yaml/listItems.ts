import { isScalar, isSeq, type Node, type YAMLSeq } from 'yaml';
import type { Span } from '../../../base/textRange';
import { contentEnd, dashesOf, startOf, type YamlSource } from './yamlSource';

/** An item of a list with its source, the dash before it included. */
export interface Item {
	readonly node: Node;
	readonly span: Span;
}

/** The items of a list with their sources; a single value (a file that holds the list) is an item too. */
export function itemsOf(yaml: YamlSource, list: Node | undefined): readonly Item[] {
	if (!isSeq(list)) {
		return isScalar(list) && list.value !== null ? [{ node: list, span: yaml.field(list).span }] : [];
	}
	const dashes = dashesOf(list);
	return (list as YAMLSeq<Node>).items.flatMap((item, index) => {
		const node = yaml.follow(item);
		const first = startOf(item);
		// In broken YAML an item may have no dash, and the next one's stands in its place.
		const start = Math.min(dashes[index] ?? first, first);
		const end = Math.max(start, contentEnd(yaml.text, item));
		return node === undefined ? [] : [{ node, span: { start, end } }];
	});
}
