import { parse as parseTolerantly, type ParseError } from 'jsonc-parser';
import type { Span, TextEdit } from '../../base/textRange';
import type { Demonstration, DemonstrationSet, NewDemonstration, ParseProblem } from '../demonstration';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../format';
import { describeJsonError } from '../json/jsonErrors';
import { isJsonObject, nestingDepth, type JsonNode } from '../json/jsonSource';
import { jsonStyleOf, spacedStyle, writeJson } from '../json/jsonStyle';
import { cannotInsert, lineInsertion, wholeLines } from '../edits';
import { maximumDepth, maximumTextLength } from '../limits';
import { contentLines, lineEndOf, startOfLine } from '../lines';
import { layoutOf } from '../records/recordLayout';

/** How much `detect` looks at: this many lines, and no further line once this many characters have been read. */
const sampleLines = 20;
const sampleLength = 256 * 1024;

/** Longest first line of a file that is not called a JSON Lines file. */
const longestUnnamedLine = 1024 * 1024;

const certain = 0.9;
const likely = 0.6;

/** One JSON object a line, with an input and an output each: columns of any usual names, or chat messages. */
export const jsonLines: Format = {
	id: 'jsonl',
	title: 'JSON Lines',
	detect,
	parse,
	insert,
	remove,
};

function detect({ name, text }: SourceDocument): number {
	const named = /\.(?:jsonl|ndjson)$/i.test(name);
	const lines = sample(text);
	const [first] = lines;
	if (first === undefined || text[first.start] !== '{') {
		return 0;
	}
	if (!named && (lines.length < 2 || first.end - first.start > longestUnnamedLine)) {
		return 0;
	}
	const { records } = readRecords(text, lines);
	if (records.length * 2 <= lines.length || layoutOf(text, records) === undefined) {
		return 0;
	}
	return named ? certain : likely;
}

function sample(text: string): readonly Span[] {
	const lines: Span[] = [];
	for (const line of contentLines(text)) {
		lines.push(line);
		if (lines.length === sampleLines || line.end > sampleLength) {
			break;
		}
	}
	return lines;
}

function parse({ text }: SourceDocument, options?: ParseOptions): DemonstrationSet {
	if (text.length > maximumTextLength) {
		return failed(`This file is too large to be read whole (over ${maximumTextLength / 2 ** 20} million characters).`);
	}
	const { records, problems } = readRecords(text, contentLines(text));
	const layout = layoutOf(text, records, options?.mapping);
	if (layout === undefined) {
		return records.length === 0
			? { format: jsonLines.id, task: undefined, demonstrations: [], problems }
			: failed('No keys for an input and an output were found in these lines. Name them in a mapping.');
	}
	const demonstrations: Demonstration[] = [];
	for (const record of records) {
		const fields = layout.read(record);
		if (typeof fields === 'string') {
			problems.push({ message: `This line ${fields}.`, span: record.span });
		} else {
			demonstrations.push({ id: String(demonstrations.length + 1), ...fields, span: record.span });
		}
	}
	problems.sort((a, b) => a.span.start - b.span.start);
	return { format: jsonLines.id, task: layout.task, demonstrations, problems };
}

function failed(message: string): DemonstrationSet {
	return {
		format: jsonLines.id,
		task: undefined,
		demonstrations: [],
		problems: [{ message, span: { start: 0, end: 0 } }],
	};
}

interface Records {
	readonly records: JsonNode[];
	readonly problems: ParseProblem[];
}

function readRecords(text: string, lines: Iterable<Span>): Records {
	const records: JsonNode[] = [];
	const problems: ParseProblem[] = [];
	for (const span of lines) {
		const source = text.slice(span.start, span.end);
		try {
			const value: unknown = JSON.parse(source);
			if (isJsonObject(value)) {
				records.push({ value, span });
			} else {
				problems.push({ message: 'This line is JSON, but not an object in braces.', span });
			}
		} catch {
			problems.push({ message: describeError(source, span.start - startOfLine(text, span.start)), span });
		}
	}
	return { records, problems };
}

function describeError(source: string, indentation: number): string {
	if (nestingDepth(source) > maximumDepth) {
		return `This line is not valid JSON, and nests deeper than ${maximumDepth} levels.`;
	}
	const errors: ParseError[] = [];
	parseTolerantly(source, errors, { disallowComments: true });
	const [error] = errors;
	if (error === undefined) {
		return 'This line is not valid JSON.';
	}
	return `This line is not valid JSON: ${describeJsonError(error)} at column ${indentation + error.offset + 1}.`;
}

function insert(
	{ text }: SourceDocument,
	{ demonstrations }: DemonstrationSet,
	additions: readonly NewDemonstration[],
	options?: ParseOptions,
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const last = demonstrations.at(-1);
	const { records } = readRecords(
		text,
		demonstrations.map(({ span }) => span),
	);
	const layout = layoutOf(text, records, options?.mapping ?? (last === undefined ? emptyFileMapping : undefined));
	if (layout === undefined) {
		throw cannotInsert('no keys for an input and an output are known. Name them in a mapping');
	}
	const style = last === undefined ? spacedStyle : jsonStyleOf(text, last.span);
	const lines = additions.map(addition => writeJson(layout.compose(addition), style));

	return [lineInsertion(text, last?.span.end ?? text.length, lines, lineEndOf(text))];
}

const emptyFileMapping: FieldMapping = { input: 'input', output: 'output' };

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return demonstration === undefined ? [] : [{ span: wholeLines(text, demonstration.span), newText: '' }];
}
