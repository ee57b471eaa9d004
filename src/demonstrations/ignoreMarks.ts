import { modify } from 'jsonc-parser';
import { applyEdits, type TextEdit } from '../base/textRange';
import type { Demonstration, DemonstrationSet } from './demonstration';
import type { Format, ParseOptions, SourceDocument } from './format';
import { beforeLineEnd, endOfLine, startOfLine } from './lines';
import { says, textsOf } from './says';

/** How a line is marked as a comment that is no part of what the file says. */
interface CommentStyle {
	readonly before: string;
	readonly after: string;
}

const hash: CommentStyle = { before: '# ', after: '' };
const jinja: CommentStyle = { before: '{# ', after: ' #}' };
const markup: CommentStyle = { before: '<!-- ', after: ' -->' };

const styles: Readonly<Record<string, CommentStyle>> = {
	'promptfoo-yaml': hash,
	'lm-eval-harness': hash,
	'langchain-yaml': hash,
	'rasa-nlu': hash,
	'yaml-list': hash,
	prompty: jinja,
	'jinja-chat': jinja,
	'prompt-text': markup,
};

const word = 'demoscope-ignore:';
const ruleList = /demoscope-ignore:\s*([a-z-]+(?:\s*,\s*[a-z-]+)*)/;

/** Keys of a record under which rules to ignore are named: where a record has `metadata`, which is there for such. */
const metadataKey = 'metadata';
const ownPath = ['demoscope', 'ignore'];

/** How many lines above a demonstration are looked at. */
const mostLines = 10;

/**
 * The rules whose findings someone has chosen to ignore where a demonstration stands, by its id: by a comment on the lines
 * directly above it (`# demoscope-ignore: too-long`), or in the metadata of its record (`"metadata": { "demoscope": {
 * "ignore": ["too-long"] } }`). What a demonstration itself says counts for nothing.
 */
export function ignoreMarks(
	{ text }: SourceDocument,
	{ format, demonstrations }: DemonstrationSet,
): ReadonlyMap<string, ReadonlySet<string>> {
	const marks = new Map<string, ReadonlySet<string>>();
	const style = styles[format];
	const mayComment = style !== undefined && text.includes(word);
	const mayHold = text.includes('"demoscope"');
	if (!mayComment && !mayHold) {
		return marks;
	}
	let previousEnd = 0;
	for (const demonstration of demonstrations) {
		const { id, span } = demonstration;
		const rules = [
			...(mayComment ? rulesAbove(text, span.start, previousEnd, style) : []),
			...(mayHold ? rulesWithin(text.slice(span.start, span.end)) : []),
		];
		if (rules.length > 0) {
			marks.set(id, new Set(rules));
		}
		previousEnd = span.end;
	}
	return marks;
}

/**
 * Edits that make the file itself say that findings of a rule on this demonstration are to be ignored: a comment of a line
 * above it, or an entry of its record's metadata.
 *
 * @returns nothing where the file has no place for it, or would say something else
 */
export function ignoreMarkEdits(
	format: Format,
	document: SourceDocument,
	set: DemonstrationSet,
	id: string,
	rule: string,
	given?: ParseOptions,
): readonly TextEdit[] | undefined {
	const demonstration = set.demonstrations.find(candidate => candidate.id === id);
	if (demonstration === undefined || format.isReadOnly === true) {
		return undefined;
	}
	const options = set.name === undefined ? given : { ...given, set: set.name };
	const expected = set.demonstrations.map(textsOf);
	for (const edits of [
		metadataEdits(document, demonstration, rule),
		commentEdits(document, set, demonstration, rule),
	]) {
		if (edits.length > 0) {
			const edited = { ...document, text: applyEdits(document.text, edits) };
			const after = format.parse(edited, options);
			const place = set.demonstrations.indexOf(demonstration);
			const marked = ignoreMarks(edited, after).get(after.demonstrations[place]?.id ?? '');
			if (says(after, expected) && after.problems.length <= set.problems.length && marked?.has(rule) === true) {
				return edits;
			}
		}
	}
	return undefined;
}

/** Comments of the lines above a place, up to the first line that is neither empty nor such a comment. */
function rulesAbove(text: string, start: number, lowest: number, style: CommentStyle): readonly string[] {
	const rules: string[] = [];
	let lineStart = startOfLine(text, start);
	for (let lines = 0; lines < mostLines && lineStart > lowest; lines++) {
		const lineEnd = beforeLineEnd(text, lineStart);
		lineStart = startOfLine(text, lineEnd);
		const line = text.slice(lineStart, lineEnd).trim();
		const isComment = line.startsWith(style.before.trim()) && line.endsWith(style.after.trim());
		if (lineStart < lowest || (line !== '' && !isComment)) {
			break;
		}
		rules.push(...(ruleList.exec(line)?.[1]?.split(/\s*,\s*/) ?? []));
	}
	return rules;
}

function rulesWithin(source: string): readonly string[] {
	if (!source.includes('"demoscope"')) {
		return [];
	}
	const metadata = metadataOf(source);
	const own = propertyOf(metadata, ownPath[0]);
	const rules = propertyOf(own, ownPath[1]);
	return Array.isArray(rules) ? rules.filter(rule => typeof rule === 'string') : [];
}

function commentEdits(
	{ text }: SourceDocument,
	{ format }: DemonstrationSet,
	{ span }: Demonstration,
	rule: string,
): readonly TextEdit[] {
	const style = styles[format];
	if (style === undefined) {
		return [];
	}
	const start = startOfLine(text, span.start);
	const line = text.slice(start, endOfLine(text, start));
	const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
	const eol = text.includes('\r\n') ? '\r\n' : '\n';
	const comment = `${indentation}${style.before}${word} ${rule}${style.after}${eol}`;
	return [{ span: { start, end: start }, newText: comment }];
}

function metadataEdits({ text }: SourceDocument, { span }: Demonstration, rule: string): readonly TextEdit[] {
	const source = text.slice(span.start, span.end);
	if (metadataOf(source) === undefined) {
		return [];
	}
	const rules = [...new Set([...rulesWithin(source), rule])];
	return modify(source, [metadataKey, ...ownPath], rules, {}).map(({ offset, length, content }) => ({
		span: { start: span.start + offset, end: span.start + offset + length },
		newText: content,
	}));
}

/** The metadata of a record that is written in JSON. */
function metadataOf(source: string): object | undefined {
	if (!source.startsWith('{') || !source.includes(`"${metadataKey}"`)) {
		return undefined;
	}
	try {
		const metadata = propertyOf(JSON.parse(source), metadataKey);
		return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : undefined;
	} catch {
		return undefined;
	}
}

function propertyOf(value: unknown, key: string | undefined): unknown {
	return typeof value === 'object' && value !== null && key !== undefined && Object.hasOwn(value, key)
		? (value as Readonly<Record<string, unknown>>)[key]
		: undefined;
}
