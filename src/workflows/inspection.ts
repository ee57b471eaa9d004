import type { LineMap, Range } from '../base/textRange';
import type { Demonstration, Field, TaskSource } from '../demonstrations/demonstration';
import type { InspectedSet } from './inspect';

/** What was recognised in a file, whole and without a probe: the JSON of `demoscope inspect`. */
export interface Inspection {
	readonly file: string;
	/** Id of the format. */
	readonly format: string;
	/** Only where the file holds several sets: the name of this one, and all names. */
	readonly set?: string;
	readonly sets?: readonly string[];
	readonly task: { readonly text: string; readonly source: TaskSource } | null;
	readonly count: number;
	readonly demonstrations: readonly InspectedDemonstration[];
	readonly problems: readonly { readonly message: string; readonly range: Range }[];
}

export interface InspectedDemonstration {
	readonly id: string;
	readonly range: Range;
	/** No `output` where the file gives no answer. */
	readonly fields: {
		readonly input: InspectedField;
		readonly rationale?: InspectedField;
		readonly output?: InspectedField;
	};
}

/** The decoded text, and where its source stands, without the quotes around it. */
export interface InspectedField {
	readonly text: string;
	readonly range: Range;
}

export function inspectionOf({ document, format, set, lines }: InspectedSet): Inspection {
	const { name, names, task, demonstrations, problems } = set;
	return {
		file: document.name,
		format: format.id,
		...(name === undefined || names === undefined || names.length < 2 ? {} : { set: name, sets: names }),
		task: task === undefined ? null : { text: task.text, source: task.source },
		count: demonstrations.length,
		demonstrations: demonstrations.map(demonstration => inspectedDemonstration(demonstration, lines)),
		problems: problems.map(({ message, span }) => ({ message, range: lines.range(span) })),
	};
}

function inspectedDemonstration(demonstration: Demonstration, lines: LineMap): InspectedDemonstration {
	const { id, span, input, rationale, output } = demonstration;
	const inspected = ({ text, span: place }: Field): InspectedField => ({ text, range: lines.range(place) });
	return {
		id,
		range: lines.range(span),
		fields: {
			input: inspected(input),
			...(rationale === undefined ? {} : { rationale: inspected(rationale) }),
			...(output === undefined ? {} : { output: inspected(output) }),
		},
	};
}
