import type { TextEdit } from '../base/textRange';
import type { DemonstrationSet, NewDemonstration } from './demonstration';

export interface SourceDocument {
	/** Path or URI; only its last part is looked at. */
	readonly name: string;
	readonly text: string;
}

/** Which keys of a record hold what. Keys are those of the format: JSON keys, variable names. */
export interface FieldMapping {
	readonly input: string;
	readonly output: string;
	readonly rationale?: string;
}

export interface ParseOptions {
	/** Overrides the detection of fields. */
	readonly mapping?: FieldMapping;
	/** Name of the set to read where a file holds several; the largest where it is not given. */
	readonly set?: string;
}

/** One way in which demonstrations are kept in files. A new one is one file here and a line in the registry. */
export interface Format {
	readonly id: string;
	/** For people: "Natural Instructions v2". */
	readonly title: string;
	/** Such files are only read, and no text editor shows them: every edit is refused. */
	readonly isReadOnly?: true;

	/**
	 * How sure the format is that the document is its own, 0 (it is not) to 1. Cheap: it may look at the name and
	 * the beginning of the text, and never throws.
	 */
	detect(document: SourceDocument): number;

	/** Reads every demonstration that can be read; what cannot is a problem with a span. Never throws. */
	parse(document: SourceDocument, options?: ParseOptions): DemonstrationSet;

	/**
	 * Edits that put demonstrations after the last one, in the file's own formatting (indentation, quoting, line
	 * ends, final newline). `set` is what `parse` gave for the same document. A file with
	 * several lists gets them in the one for hand-written examples, so that they need not be the last of the set.
	 *
	 * @throws {UserError} `format.cannotInsert`: the file has no place to which the format can add
	 */
	insert(
		document: SourceDocument,
		set: DemonstrationSet,
		additions: readonly NewDemonstration[],
		options?: ParseOptions,
	): readonly TextEdit[];

	/**
	 * Edits that take the demonstration with this id away and leave a valid file; none for an unknown id.
	 *
	 * @throws {UserError} `format.cannotRemove`: other demonstrations need its source
	 */
	remove(document: SourceDocument, set: DemonstrationSet, id: string): readonly TextEdit[];

	/**
	 * Edits that make the demonstration with this id say something else, in the quotes and escapes it is written in; none
	 * for an unknown id. What stays the same is not touched, and its rationale is kept. `set` is what `parse` gave for
	 * the same document and options.
	 *
	 * @throws {UserError} `format.cannotReplace`: the file cannot say this in its place, or others need its source
	 */
	replace(
		document: SourceDocument,
		set: DemonstrationSet,
		id: string,
		demonstration: NewDemonstration,
		options?: ParseOptions,
	): readonly TextEdit[];

	/**
	 * Edits that put the demonstrations in the order of these ids, all of them: each goes with its own source to the
	 * place of another, and what stands between the places stays.
	 *
	 * @throws {UserError} `format.cannotReorder`: what a demonstration says depends on its place
	 */
	reorder(
		document: SourceDocument,
		set: DemonstrationSet,
		ids: readonly string[],
		options?: ParseOptions,
	): readonly TextEdit[];
}
