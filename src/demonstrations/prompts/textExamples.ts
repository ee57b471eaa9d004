import * as l10n from '@vscode/l10n';
import type { Span } from '../../base/textRange';
import type { ParseProblem } from '../demonstration';
import { startOfLine } from '../lines';
import { finalAnswerOf } from './finalAnswer';
import { isInputLabel, isOutputLabel, isRationaleLabel, promptLines, type PromptLine } from './labels';
import { isOpen, proseField, type PromptExample } from './promptExample';

/** The examples of a text in which labels repeat: `Q:` and `A:`, `Input:` and `Output:`, and so on. */
export interface TextExamples {
	readonly examples: readonly PromptExample[];
	/** What stands before the first of them, without a canary and rules around it. */
	readonly preamble: Span | undefined;
	readonly problems: readonly ParseProblem[];
	/** Behind the examples stands one without an answer, for the model to go on. */
	readonly hasOpenPlace: boolean;
	/** The labels are usual in prompts: that of the input and that of the answer, or one where there is an open place. */
	readonly isLikely: boolean;
}

/** The labels that make an example. */
interface Pattern {
	/** The label that begins it. */
	readonly opening: string;
	readonly answer: string;
	readonly rationale: string | undefined;
	/** The input is several labelled lines, and its first label belongs to it as the others do. */
	readonly isLabelled: boolean;
}

/** An example while it is read: its lines, and those among them that matter. */
interface Draft {
	readonly start: number;
	readonly opening: PromptLine;
	answer?: PromptLine;
	rationale?: PromptLine;
	/** Offset behind the last line that belongs to it. */
	end: number;
}

/**
 * Reads the examples in a stretch of text. An example begins with a label that repeats at the beginnings of
 * paragraphs. Its answer is behind the label that is left empty at the end, for the model to go on; or behind the last
 * label where all lines have one; or behind a usual one. An example without an answer at the end is that open place.
 * Where most answers are announced (`So the answer is 4.`), what stands before is the rationale.
 *
 * @param lines the lines of the region, where they are known
 */
export function readTextExamples(
	text: string,
	region: Span,
	lines: readonly PromptLine[] = promptLines(text, region),
): TextExamples {
	const pattern = patternOf(text, lines);
	if (pattern === undefined) {
		return {
			examples: [],
			preamble: preambleOf(text, lines),
			problems: [],
			hasOpenPlace: false,
			isLikely: false,
		};
	}
	const drafts = readDrafts(text, lines, pattern);
	const first = drafts[0]?.start ?? region.end;
	const problems: ParseProblem[] = [];
	const complete: Draft[] = [];
	let hasOpenPlace = false;
	for (const draft of drafts) {
		const input = inputSpan(draft, pattern);
		const isFilled = draft.answer !== undefined && !isOpen(text.slice(draft.answer.valueStart, draft.end));
		if (isFilled && !isOpen(text.slice(input.start, input.end))) {
			complete.push(draft);
		} else if (draft === drafts.at(-1) || isOpen(text.slice(input.start, input.end))) {
			hasOpenPlace ||= draft.answer !== undefined;
		} else {
			const message = l10n.t('This example has no answer before the next one begins.');
			problems.push({ message, span: { start: draft.start, end: draft.end } });
		}
	}
	trimLast(text, complete);
	const isInput = isInputLabel(pattern.opening);
	const isOutput = isOutputLabel(pattern.answer);
	return {
		examples: splitReasoning(
			text,
			complete.map(draft => exampleOf(text, draft, pattern)),
		),
		preamble: preambleOf(
			text,
			lines.filter(({ span }) => span.end <= first),
		),
		problems,
		hasOpenPlace,
		isLikely: hasOpenPlace ? isInput || isOutput : isInput && isOutput,
	};
}

function patternOf(text: string, lines: readonly PromptLine[]): Pattern | undefined {
	const opening = openingOf(lines);
	if (opening === undefined) {
		return undefined;
	}
	const openings = lines.filter(({ label }) => label === opening);
	const leading = openings.filter(({ leads }) => leads);
	const segments = segmentsOf(lines, new Set(leading.length > 1 ? leading : openings));
	const last = segments.at(-1)?.findLast(({ kind }) => kind === 'label');
	const end = lines.at(-1)?.span.end ?? 0;
	const isLastOpen = last !== undefined && isOpen(text.slice(last.valueStart, end));
	const whole = segments.length > 1 && isLastOpen ? segments.slice(0, -1) : segments;
	const common = commonLabels(whole).filter(label => label !== opening);
	const rationale = common.find(isRationaleLabel);
	// A final answer behind another one is the end of a chain of thought.
	const isEnd = (label: string) =>
		label === 'final answer' && common.some(other => other !== label && isOutputLabel(other));
	const candidates = common.filter(label => label !== rationale && !isEnd(label));
	const sequence = sequenceOf(whole[0] ?? []);
	const isRigid = whole.every(segment => sequenceOf(segment) === sequence);
	const answer =
		(isLastOpen ? candidates.find(label => label === last.label) : undefined) ??
		(isRigid ? candidates.at(-1) : undefined) ??
		candidates.find(isOutputLabel) ??
		candidates.at(-1);
	if (answer === undefined) {
		return undefined;
	}
	const endsInput = ({ label }: PromptLine) => label === answer || (label !== '' && label === rationale);
	const labelled = whole.filter(segment => isAllLabels(segment.slice(0, Math.max(segment.findIndex(endsInput), 0))));
	return { opening, answer, rationale, isLabelled: labelled.length * 2 > whole.length };
}

/** The label that begins most paragraphs, one that inputs usually have before any other; of equals the first. */
function openingOf(lines: readonly PromptLine[]): string | undefined {
	const counts = new Map<string, number>();
	for (const { label, leads } of lines) {
		if (label !== '' && leads && !isRationaleLabel(label)) {
			counts.set(label, (counts.get(label) ?? 0) + 1);
		}
	}
	const ordered = [...counts].sort((a, b) => b[1] - a[1]);
	const [usual] = ordered.filter(([label]) => isInputLabel(label));
	const [other] = ordered.filter(([label, count]) => count > 1 && !isOutputLabel(label));
	return (usual ?? other)?.[0];
}

function segmentsOf(
	lines: readonly PromptLine[],
	openings: ReadonlySet<PromptLine>,
): readonly (readonly PromptLine[])[] {
	const segments: PromptLine[][] = [];
	for (const line of lines) {
		if (openings.has(line)) {
			segments.push([]);
		}
		segments.at(-1)?.push(line);
	}
	return segments;
}

/** The labels of more than half of the segments, in the order in which they first stand there. */
function commonLabels(segments: readonly (readonly PromptLine[])[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const segment of segments) {
		for (const label of new Set(segment.map(line => line.label))) {
			counts.set(label, (counts.get(label) ?? 0) + 1);
		}
	}
	return [...counts].filter(([label, count]) => label !== '' && count * 2 > segments.length).map(([label]) => label);
}

/** The labels of a segment in their order; different for every segment that has other lines too. */
function sequenceOf(segment: readonly PromptLine[]): string {
	const filled = segment.filter(({ kind }) => kind === 'label' || kind === 'text');
	return filled.map(line => line.label || `at ${line.span.start}`).join('\n');
}

function isAllLabels(lines: readonly PromptLine[]): boolean {
	return (
		lines.length > 1 &&
		lines.every(({ kind }) => kind !== 'text') &&
		lines.filter(({ label }) => label !== '').length > 1
	);
}

function readDrafts(
	text: string,
	lines: readonly PromptLine[],
	{ opening, answer, rationale }: Pattern,
): readonly Draft[] {
	const drafts: Draft[] = [];
	let draft: Draft | undefined;
	lines.forEach((line, index) => {
		if (line.label === opening && (draft === undefined || line.leads || draft.answer !== undefined)) {
			draft = { start: startOfExample(lines, index), opening: line, end: line.span.end };
			drafts.push(draft);
		} else if (draft === undefined) {
			return;
		} else if (line.label === answer) {
			draft.answer ??= line;
		} else if (line.label !== '' && line.label === rationale) {
			draft.rationale ??= line;
		}
		if (line.kind === 'label' || line.kind === 'text' || line.kind === 'fence') {
			draft.end = line.span.end;
		}
	});
	drafts.forEach(one => {
		one.end = withoutFence(text, one);
	});
	return drafts;
}

/** Where an example begins that a label on this line opens: there, or at a heading above such as `Example 2`. */
function startOfExample(lines: readonly PromptLine[], index: number): number {
	let above = index - 1;
	while (lines[above]?.kind === 'blank') {
		above--;
	}
	const heading = lines[above]?.kind === 'heading' ? lines[above] : lines[index];
	return heading?.span.start ?? 0;
}

/** The example's end without the end of a code block that began before it. */
function withoutFence(text: string, { opening, end }: Draft): number {
	const { span } = proseField(text, { start: opening.span.start, end });
	const source = text.slice(span.start, span.end);
	const fences = source.match(/^[ \t]*```/gm) ?? [];
	return fences.length % 2 === 1 && /^[ \t]*```$/.test(source.slice(source.lastIndexOf('\n') + 1))
		? proseField(text, { start: span.start, end: startOfLine(text, span.end) }).span.end
		: end;
}

/** What follows the last answer after an empty line is no part of it, if no other answer has empty lines. */
function trimLast(text: string, drafts: readonly Draft[]): void {
	const last = drafts.at(-1);
	const answerOf = ({ answer, end }: Draft) => proseField(text, { start: answer?.valueStart ?? end, end });
	const others = drafts.slice(0, -1);
	if (last !== undefined && others.length > 0 && others.every(draft => !/\n[ \t]*\n/.test(answerOf(draft).text))) {
		const { span } = answerOf(last);
		const empty = /(?:\r\n|\r|\n)[ \t]*(?:\r|\n)/.exec(text.slice(span.start, span.end));
		last.end = empty === null ? last.end : span.start + empty.index;
	}
}

function inputSpan({ opening, answer, rationale, end }: Draft, { isLabelled }: Pattern): Span {
	const next = rationale !== undefined && isBefore(rationale, answer) ? rationale : answer;
	return { start: isLabelled ? opening.span.start : opening.valueStart, end: next?.span.start ?? end };
}

function isBefore(line: PromptLine, other: PromptLine | undefined): boolean {
	return other === undefined || line.span.start < other.span.start;
}

function exampleOf(text: string, draft: Draft, pattern: Pattern): PromptExample {
	const { answer, end } = draft;
	// What was cut off the end may have held the rationale.
	const rationale = draft.rationale !== undefined && draft.rationale.span.start < end ? draft.rationale : undefined;
	const answerStart = answer?.valueStart ?? end;
	const input = proseField(text, inputSpan(draft, pattern));
	const isLeading = rationale !== undefined && isBefore(rationale, answer);
	const outputEnd = rationale !== undefined && !isLeading ? rationale.span.start : end;
	const output = proseField(text, { start: answerStart, end: outputEnd });
	const span = { start: draft.start, end: proseField(text, { start: draft.start, end }).span.end };
	if (rationale === undefined) {
		return { input, output, span };
	}
	const reason = proseField(text, { start: rationale.valueStart, end: isLeading ? (answer?.span.start ?? end) : end });
	return { input, output, rationale: reason, span, reasoning: reason.span };
}

/** Splits the answers that announce their end, where more than half of them do. */
function splitReasoning(text: string, examples: readonly PromptExample[]): readonly PromptExample[] {
	const finals = examples.map(({ output, rationale }) =>
		rationale === undefined ? finalAnswerOf(text, output.span) : undefined,
	);
	if (finals.filter(final => final !== undefined).length * 2 <= examples.length) {
		return examples;
	}
	return examples.map((example, index) => {
		const final = finals[index];
		if (final === undefined) {
			return example;
		}
		const { start } = example.output.span;
		const reasoning = { start, end: final.phrase };
		const rationale = proseField(text, reasoning);
		const output = { text: text.slice(final.answer.start, final.answer.end), span: final.answer };
		return { ...example, output, reasoning, ...(rationale.text !== '' && { rationale }) };
	});
}

/** What the lines say, without a canary, and rules and headings around it. */
function preambleOf(text: string, lines: readonly PromptLine[]): Span | undefined {
	const canary = lines.findLastIndex(({ span }) => /\bcanary GUID\b/i.test(text.slice(span.start, span.end)));
	const said = lines.slice(canary + 1);
	const isContent = ({ kind }: PromptLine) => kind === 'text' || kind === 'label';
	const first = said.find(isContent);
	const last = said.findLast(isContent);
	return first === undefined || last === undefined
		? undefined
		: proseField(text, { start: first.span.start, end: last.span.end }).span;
}
