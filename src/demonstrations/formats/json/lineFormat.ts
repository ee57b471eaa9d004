import * as l10n from '@vscode/l10n';
import { parse as parseTolerantly, type ParseError } from 'jsonc-parser';
import { movedSpan, shiftOf, type TextChange } from '../../../base/textChange';
import type { Span, TextEdit } from '../../../base/textRange';
import { changedLines, sortPieces } from '../../changedLines';
import type { Demonstration, DemonstrationSet, NewDemonstration, ParseProblem } from '../../demonstration';
import { cannotInsert, lineInsertion, wholeLines } from '../../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument, TextParts } from '../../format';
import { removePart } from '../../json/jsonEdits';
import { describeJsonError } from '../../json/jsonErrors';
import { isJsonObject, nestingDepth, type JsonNode } from '../../json/jsonSource';
import { JsonWriter } from '../../json/jsonWriter';
import { writeJsonField } from '../../json/writeJsonField';
import { maximumDepth, maximumTextLength } from '../../limits';
import { contentLines, endOfLine, lineEndOf, startOfLine } from '../../lines';
import { layoutOf, readRecords, type LayoutFinder } from '../../records/recordLayout';
import type { RecordNoun } from '../../records/recordProblem';
import { rereading } from '../../rereading';
import { rewriting } from '../../rewriting';

/** How much `detect` looks at: this many lines, and no further line once this many characters have been read. */
const sampleLines = 20;
const sampleLength = 256 * 1024;

/** Longest first line of a file that is not called a JSON Lines file. */
const longestUnnamedLine = 1024 * 1024;

export interface LineFormatOptions {
	readonly id: string;
	readonly title: string;
	/** What a line is called in problems; "line", if this is not given. */
	readonly noun?: RecordNoun;
	readonly findLayout: LayoutFinder;
	/** How sure it is of a file that is called a JSON Lines file, and of another. */
	readonly certain: number;
	readonly likely: number;
}

/** A format with one JSON object a line. */
export function lineFormat(options: LineFormatOptions): Format {
	const { id: format, title, noun = 'line', findLayout, certain, likely } = options;
	const steps = rereading({ format, maximumLength: maximumTextLength, cut, cutAgain, interpret });
	const { parse } = steps;
	return {
		id: format,
		title,
		detect,
		...steps,
		partsOf: () => parts,
		insert,
		remove,
		...rewriting({ parse, writerFor: ({ text }) => writeJsonField(text) }),
	};

	function detect(document: SourceDocument): number {
		const records = sampleRecords(document);
		if (records.length === 0 || findLayout(document.text, records) === undefined) {
			return 0;
		}
		return isNamedLines(document.name) ? certain : likely;
	}

	function interpret(text: string, { records, ...lines }: Records, options?: ParseOptions): DemonstrationSet {
		const problems = [...lines.problems];
		const layout = layoutOf(text, records, options?.mapping, findLayout);
		if (layout === undefined) {
			return records.length === 0
				? { format, task: undefined, demonstrations: [], problems }
				: failed(l10n.t('No keys for an input and an output were found in these lines. Name them in a mapping.'));
		}
		const demonstrations = readRecords(records, layout, noun, problems);
		problems.sort((a, b) => a.span.start - b.span.start);
		return { format, task: layout.task, demonstrations, problems };
	}

	function failed(message: string): DemonstrationSet {
		return { format, task: undefined, demonstrations: [], problems: [{ message, span: { start: 0, end: 0 } }] };
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
		const { records } = readLines(text, linesOf(text, demonstrations));
		const model = records.at(-1);
		const layout = layoutOf(
			text,
			records,
			options?.mapping ?? (model === undefined ? emptyFileMapping : undefined),
			findLayout,
		);
		if (layout === undefined) {
			throw cannotInsert(l10n.t('no keys for an input and an output are known. Name them in a mapping'));
		}
		const writer = new JsonWriter(text);
		const lines = additions.map(addition => writer.write(layout.compose(addition), model));
		return [lineInsertion(text, model?.span.end ?? text.length, lines, lineEndOf(text))];
	}
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const span = demonstrations.find(candidate => candidate.id === id)?.span;
	if (span === undefined) {
		return [];
	}
	const line = lineAround(text, span);
	if (line.start === span.start) {
		return [{ span: wholeLines(text, span), newText: '' }];
	}
	const [record] = readLines(text, [line]).records;
	return record === undefined ? [] : removePart(text, record, span.start);
}

const parts: TextParts = {
	head: () => '',
	end: text => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1,
};

const emptyFileMapping: FieldMapping = { input: 'input', output: 'output' };

const samples = new WeakMap<SourceDocument, readonly JsonNode[]>();

/** The records of the first lines, where most of them are records. The same document is read once. */
function sampleRecords(document: SourceDocument): readonly JsonNode[] {
	const records = samples.get(document) ?? readSample(document);
	samples.set(document, records);
	return records;
}

function readSample({ name, text }: SourceDocument): readonly JsonNode[] {
	let count = 0;
	const lines = contentLines(text, undefined, ({ end }) => ++count === sampleLines || end > sampleLength);
	const [first] = lines;
	if (first === undefined || text[first.start] !== '{') {
		return [];
	}
	if (!isNamedLines(name) && (lines.length < 2 || first.end - first.start > longestUnnamedLine)) {
		return [];
	}
	const { records } = readLines(text, lines);
	return records.length * 2 > lines.length ? records : [];
}

/** The lines on which the demonstrations stand. */
function linesOf(text: string, demonstrations: readonly Demonstration[]): readonly Span[] {
	const lines: Span[] = [];
	for (const { span } of demonstrations) {
		const line = lineAround(text, span);
		if (lines.at(-1)?.start !== line.start) {
			lines.push(line);
		}
	}
	return lines;
}

/** The line around the span without the spaces and tabs at its ends. */
function lineAround(text: string, { start, end }: Span): Span {
	const lineStart = startOfLine(text, start);
	const line = text.slice(lineStart, endOfLine(text, end));
	return { start: lineStart + line.length - line.trimStart().length, end: lineStart + line.trimEnd().length };
}

/** Lines that are records, and lines that are not. */
interface Records {
	readonly records: readonly JsonNode[];
	readonly problems: readonly ParseProblem[];
}

function cut(text: string): Records {
	return readLines(text, contentLines(text));
}

function cutAgain(text: string, former: Records, change: TextChange): Records {
	const lines = changedLines(text, change);
	const records = sortPieces(text, former.records, lines, change);
	const problems = sortPieces(text, former.problems, lines, change);
	const found = readLines(text, contentLines(text, lines));
	const by = shiftOf(change);
	return {
		records: [
			...records.before,
			...found.records,
			...records.behind.map(({ value, span }) => ({ value, span: movedSpan(span, by) })),
		],
		problems: [
			...problems.before,
			...found.problems,
			...problems.behind.map(({ message, span }) => ({ message, span: movedSpan(span, by) })),
		],
	};
}

function readLines(text: string, lines: readonly Span[]): Records {
	const records: JsonNode[] = [];
	const problems: ParseProblem[] = [];
	for (const span of lines) {
		const source = text.slice(span.start, span.end);
		try {
			const value: unknown = JSON.parse(source);
			if (isJsonObject(value)) {
				records.push({ value, span });
			} else {
				problems.push({ message: l10n.t('This line is JSON, but not an object in braces.'), span });
			}
		} catch {
			problems.push({ message: describeError(source, span.start - startOfLine(text, span.start)), span });
		}
	}
	return { records, problems };
}

function describeError(source: string, indentation: number): string {
	if (nestingDepth(source) > maximumDepth) {
		return l10n.t('This line is not valid JSON, and nests deeper than {0} levels.', maximumDepth);
	}
	const errors: ParseError[] = [];
	parseTolerantly(source, errors, { disallowComments: true });
	const [error] = errors;
	if (error === undefined) {
		return l10n.t('This line is not valid JSON.');
	}
	return l10n.t(
		'This line is not valid JSON: {0} at column {1}.',
		describeJsonError(error),
		indentation + error.offset + 1,
	);
}

export function isNamedLines(name: string): boolean {
	return /\.(?:jsonl|ndjson)$/i.test(name);
}
