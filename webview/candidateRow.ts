const prefix = 'candidate:';

/** What a candidate is called beside demonstrations, on the map and in the table. */
export function candidateRowId(id: string): string {
	return `${prefix}${id}`;
}

/** The candidate that a row or a mark stands for; nothing for a demonstration. Ids of demonstrations are numbers. */
export function candidateOfRow(rowId: string): string | undefined {
	return rowId.startsWith(prefix) ? rowId.slice(prefix.length) : undefined;
}
