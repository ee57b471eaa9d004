import type { Span } from '../base/textRange';

/** One field of a demonstration: what it says, and where it stands. */
export interface Field {
	/** The decoded text: escapes resolved, block scalars folded. */
	readonly text: string;
	/**
	 * Exactly the field's source, without the quotes around it. Where several values make one field, from the first of
	 * them to the last.
	 */
	readonly span: Span;
	/** Where several named values make the field: each of them, in their order. */
	readonly parts?: readonly NamedField[];
}

/** A field with the name it has in the file. */
export interface NamedField {
	readonly name: string;
	readonly field: Field;
}

/** One input with its output, and the ranges of both. */
export interface Demonstration {
	/**
	 * Unlike any other of the set. Formats number from "1" on; read again after an edit, what was not edited keeps its id
	 * (`keepIds`). What people call it is its place in the set: `numbersOf`.
	 */
	readonly id: string;
	readonly input: Field;
	/** `undefined` where the file gives no answer to this input (a test case with only a rubric, say). */
	readonly output: Field | undefined;
	readonly rationale?: Field;
	/**
	 * All of its source: what *Remove* takes away and a squiggle underlines. The test cases of a promptfoo scenario
	 * share their test's.
	 */
	readonly span: Span;
}

export type TaskSource = 'file' | 'sidecar' | 'option' | 'configuration';

/** The text that says what the task is. */
export interface TaskDefinition {
	readonly text: string;
	readonly source: TaskSource;
	/** Only where `source` is `file`. */
	readonly span?: Span;
}

/** A stretch of a file that could not be read as a demonstration. */
export interface ParseProblem {
	readonly message: string;
	readonly span: Span;
}

/** The demonstrations of one file, with what the file says of their task. */
export interface DemonstrationSet {
	/** Id of the format that read it. */
	readonly format: string;
	readonly task: TaskDefinition | undefined;
	readonly demonstrations: readonly Demonstration[];
	readonly problems: readonly ParseProblem[];
	/** Where sets have names (the predictors of a program, say): this one's, and those of all sets of the file. */
	readonly name?: string;
	readonly names?: readonly string[];
}

/** A demonstration that is not in a file yet. */
export interface NewDemonstration {
	readonly input: string;
	readonly output: string;
	/** Where it comes from, in JSON: written with it where its format has records with keys of any kind, and else left out. */
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The key of a record under which `metadata` stands. */
export const metadataKey = 'demoscope';

/** The output's text, empty where there is none. */
export function outputText(demonstration: Pick<Demonstration, 'output'>): string {
	return demonstration.output?.text ?? '';
}
