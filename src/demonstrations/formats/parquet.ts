import * as l10n from '@vscode/l10n';
import { cannotInsert, cannotRemove, cannotReorder, cannotReplace } from '../edits';
import type { Format, SourceDocument } from '../format';
import { usualLayout } from '../records/recordLayout';
import { lineFormat } from './json/lineFormat';

const certain = 0.95;

const rows = lineFormat({
	id: 'parquet',
	title: 'Parquet',
	noun: 'row',
	findLayout: usualLayout,
	certain,
	likely: certain,
});

const advice = (): string => l10n.t('Parquet files are only read. Convert it to JSON Lines and change that');

/**
 * The rows of a Parquet file. A row has no place in such a file's bytes, so that the document is what the command line
 * makes of it: each row as one JSON object on a line of its own, and the number of a line is that of the row.
 */
export const parquet: Format = {
	...rows,
	isReadOnly: true,
	detect: ({ name, text }: SourceDocument) => (/\.parquet$/i.test(name) && /^(?:\{|$)/.test(text) ? certain : 0),
	insert: (_document, _set, additions) => refuse(cannotInsert, additions.length > 0),
	remove: () => refuse(cannotRemove),
	replace: () => refuse(cannotReplace),
	reorder: () => refuse(cannotReorder),
};

function refuse(cannot: typeof cannotInsert, isAsked = true): readonly [] {
	if (isAsked) {
		throw cannot(advice());
	}
	return [];
}
