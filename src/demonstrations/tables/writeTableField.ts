import * as l10n from '@vscode/l10n';
import { withPlainLineEnds } from '../checkInsertion';
import { cannotReplace } from '../edits';
import { lineEndOf } from '../lines';
import type { WriteField } from '../rewriting';
import { writeCell } from './delimitedText';
import type { Table } from './tableRecords';

/** Writes texts into the cells of a table, with quotes where there were some or the text needs them. */
export function writeTableField(text: string, { delimiter, rows }: Table): WriteField {
	const eol = lineEndOf(text);
	return ({ span }, value, demonstration) => {
		const row = rows.find(candidate => candidate.span.start === demonstration.span.start);
		const cell = row?.cells.find(({ span: place }) => place.start <= span.start && span.end <= place.end);
		if (cell === undefined) {
			throw cannotReplace(l10n.t('it stands in no cell of its own. Change the file by hand'));
		}
		const before = withPlainLineEnds(text.slice(cell.span.start, span.start).replaceAll('""', '"'));
		const margin = cell.quoted ? 1 : 0;
		return {
			span: { start: cell.span.start - margin, end: cell.span.end + margin },
			newText: writeCell(before + value, delimiter, cell.quoted, eol),
		};
	};
}
