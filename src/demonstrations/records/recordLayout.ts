import type { Field, NewDemonstration, TaskDefinition } from '../demonstration';
import type { FieldMapping } from '../format';
import type { JsonNode } from '../json/jsonSource';
import { chatLayout } from './chatLayout';
import { columnLayout } from './columnLayout';

export interface RecordFields {
	readonly input: Field;
	readonly output: Field;
	readonly rationale?: Field;
}

/** How the records of one file hold demonstrations: under which keys, or as a conversation. */
export interface RecordLayout {
	/** What all records say of the task alike. */
	readonly task: TaskDefinition | undefined;
	/** The fields of a record, or why it has none, in words that go on after "This line". */
	read(record: JsonNode): RecordFields | string;
	/** A record for a new demonstration, with the keys of the last one. */
	compose(addition: NewDemonstration): Readonly<Record<string, unknown>>;
}

/**
 * The layout that most of the records have, or nothing where they hold no demonstrations.
 *
 * @param text the text in which the records stand
 */
export function layoutOf(text: string, records: readonly JsonNode[], mapping?: FieldMapping): RecordLayout | undefined {
	if (mapping === undefined) {
		return chatLayout(text, records) ?? columnLayout(text, records);
	}
	return columnLayout(text, records, mapping);
}
