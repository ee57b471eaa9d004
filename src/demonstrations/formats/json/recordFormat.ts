import type { Format, SourceDocument } from '../../format';
import type { LayoutFinder } from '../../records/recordLayout';
import { isNamedLines, lineFormat } from './lineFormat';
import { findRecordSets, isTelling } from './recordSets';
import { treeFormat } from './treeFormat';

export interface RecordFormatOptions {
	readonly id: string;
	readonly title: string;
	readonly findLayout: LayoutFinder;
}

/** A format of records that are kept in JSON files or in JSON Lines files. */
export function recordFormat({ id, title, findLayout }: RecordFormatOptions): Format {
	const lines = lineFormat({ id, title, findLayout, certain: 0.95, likely: 0.65 });
	const tree = treeFormat({
		id,
		title,
		noun: 'record',
		confidence: 0.85,
		findSets: (text, root, mapping) => findRecordSets(text, root, mapping, findLayout),
		isTelling,
	});
	const formatOf = (document: SourceDocument) =>
		isNamedLines(document.name) || lines.detect(document) > 0 ? lines : tree;
	return {
		id,
		title,
		detect: document => Math.max(lines.detect(document), tree.detect(document)),
		parse: (document, options) => formatOf(document).parse(document, options),
		partsOf: document => formatOf(document).partsOf?.(document),
		reread: (document, previous, change, options) => {
			const format = formatOf(document);
			return format.reread?.(document, previous, change, options) ?? format.parse(document, options);
		},
		insert: (document, set, additions, options) => formatOf(document).insert(document, set, additions, options),
		remove: (document, set, id) => formatOf(document).remove(document, set, id),
		replace: (document, set, id, demonstration, options) =>
			formatOf(document).replace(document, set, id, demonstration, options),
		reorder: (document, set, ids, options) => formatOf(document).reorder(document, set, ids, options),
	};
}
