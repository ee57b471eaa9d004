import type { Span } from '../../base/textRange';
import { metadataKey } from '../demonstration';
import type { Demonstration, Field, NewDemonstration, ParseProblem, TaskDefinition } from '../demonstration';
import type { FieldMapping } from '../format';
import { isJsonObject, wholeOf, type JsonNode } from '../json/jsonSource';
import { chatLayout } from './chatLayout';
import { columnLayout, detectColumns, mappedColumns } from './columnLayout';
import { recordProblem, type RecordNoun } from './recordProblem';

export interface RecordFields {
	readonly input: Field;
	readonly output: Field | undefined;
	readonly rationale?: Field;
	/** The demonstration's own source, where the record holds several. */
	readonly span?: Span;
}

/** How the records of one file hold demonstrations: under which keys, or as a conversation. */
export interface RecordLayout {
	/** What all records say of the task alike. */
	readonly task: TaskDefinition | undefined;
	/** The demonstrations of a record, mostly one, or why it has none, in words that go on after "This line". */
	read(record: JsonNode): readonly RecordFields[] | string;
	/**
	 * A record for a new demonstration, with the keys of the last one.
	 *
	 * @throws {UserError} `format.cannotInsert`: such a record cannot say this
	 */
	compose(addition: NewDemonstration): unknown;
}

/** Finds the layout that most of the records have, or nothing where they hold no such demonstrations. */
export type LayoutFinder = (text: string, records: readonly JsonNode[]) => RecordLayout | undefined;

/**
 * The layout of records in no format of their own: messages, or columns of any usual names.
 *
 * @param text the text in which the records stand
 */
export const usualLayout: LayoutFinder = (text, records) => {
	const chat = chatLayout(text, records);
	if (chat !== undefined) {
		return withMetadata(chat);
	}
	const columns = detectColumns(records);
	return columns && withMetadata(columnLayout(text, records, columns));
};

/** Records in no format of their own may have keys of any kind: what is known of an addition goes into one. */
function withMetadata(layout: RecordLayout): RecordLayout {
	return {
		...layout,
		compose: addition => {
			const record = layout.compose(addition);
			return addition.metadata === undefined || !isJsonObject(record)
				? record
				: { ...record, [metadataKey]: addition.metadata };
		},
	};
}

/** The layout that the mapping says, or else the one that is found. */
export function layoutOf(
	text: string,
	records: readonly JsonNode[],
	mapping: FieldMapping | undefined,
	find: LayoutFinder,
): RecordLayout | undefined {
	return mapping === undefined
		? find(text, records)
		: withMetadata(columnLayout(text, records, mappedColumns(mapping)));
}

/**
 * The demonstrations of records; what holds none is added to the problems.
 *
 * @param noun what a record is
 */
export function readRecords(
	records: readonly JsonNode[],
	layout: RecordLayout,
	noun: RecordNoun,
	problems: ParseProblem[],
): readonly Demonstration[] {
	const demonstrations: Demonstration[] = [];
	for (const record of records) {
		const span = wholeOf(record);
		const found = layout.read(record);
		if (typeof found === 'string') {
			problems.push({ message: recordProblem(noun, found), span });
			continue;
		}
		for (const { input, output, rationale, span: own = span } of found) {
			const demonstration = { id: String(demonstrations.length + 1), span: own, input, output };
			demonstrations.push(rationale === undefined ? demonstration : { ...demonstration, rationale });
		}
	}
	return demonstrations;
}
