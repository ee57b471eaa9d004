import type { Position, Range } from '../base/textRange';
import { UserError } from '../base/errors';
import type { TextParts } from '../demonstrations/format';
import { rules, type RuleSettings } from '../findings/registry';
import { inspect, type InspectInput } from './inspect';
import { inspectionOf, type InspectedDemonstration, type Inspection } from './inspection';

/** How many characters are read as one text. */
const partLength = 1024 * 1024;

/** Longest line or row of a file that is read in parts. */
const longestRow = 64 * 1024 * 1024;

/** They compare the demonstrations of a whole set. */
const noRules: RuleSettings = Object.fromEntries(rules.map(({ id }) => [id, 'off']));

/**
 * Inspects a text of any length in parts of whole lines or rows, in bounded memory. Each part is read as a file of its
 * own with the same options: which keys hold what, and the task, are found in each anew. Numbers and ranges are those of
 * the whole file.
 *
 * @param chunks the text, cut anywhere
 * @param input how to read it, but for the text
 * @throws {UserError} `file.longLine`, and what `inspect` throws
 */
export async function* inspectParts(
	chunks: AsyncIterable<string>,
	parts: TextParts,
	input: InspectInput,
): AsyncGenerator<Inspection> {
	let rest = '';
	let head: string | undefined;
	let line = 0;
	let count = 0;

	for await (const chunk of chunks) {
		rest += chunk;
		if (rest.length < partLength) {
			continue;
		}
		const before = head ?? '';
		const end = parts.end(before + rest) - before.length;
		if (end > 0) {
			yield read(rest.slice(0, end));
			rest = rest.slice(end);
		} else if (rest.length > longestRow) {
			throw new UserError(
				'file.longLine',
				`${input.document.name} has a line of over ${longestRow / 2 ** 20} million characters at line ${line + 1}. Split it.`,
			);
		}
	}
	if (rest !== '' || head === undefined) {
		yield read(rest);
	}

	function read(text: string): Inspection {
		const before = head ?? '';
		head ??= parts.head(text);
		const inspected = inspect({ ...input, rules: noRules, document: { ...input.document, text: before + text } });
		const inspection = inspectionOf(inspected);
		const shift = line - inspected.lines.position(before.length).line;
		const moved = (range: Range): Range => ({ start: movedBy(range.start, shift), end: movedBy(range.end, shift) });
		const demonstrations = inspection.demonstrations.map(demonstration =>
			movedDemonstration(demonstration, String(++count), moved),
		);
		line += inspected.lines.position(before.length + text.length).line - inspected.lines.position(before.length).line;
		const problems = inspection.problems.map(({ message, range }) => ({ message, range: moved(range) }));
		return { ...inspection, demonstrations, problems };
	}
}

function movedBy({ line, character }: Position, lines: number): Position {
	return { line: line + lines, character };
}

function movedDemonstration(
	{ range, fields }: InspectedDemonstration,
	id: string,
	moved: (range: Range) => Range,
): InspectedDemonstration {
	const { input, rationale, output } = fields;
	const movedField = ({ text, range: place }: typeof input) => ({ text, range: moved(place) });
	return {
		id,
		range: moved(range),
		fields: {
			input: movedField(input),
			...(rationale === undefined ? {} : { rationale: movedField(rationale) }),
			...(output === undefined ? {} : { output: movedField(output) }),
		},
	};
}
