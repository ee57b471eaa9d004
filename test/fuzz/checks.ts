import type { Span } from '../../src/base/textRange';
import { withPlainLineEnds } from '../../src/demonstrations/checkInsertion';
import type { Demonstration, DemonstrationSet, Field } from '../../src/demonstrations/demonstration';
import type { Format, ParseOptions, SourceDocument } from '../../src/demonstrations/format';

/** Formats in which a text stands for several demonstrations, or in a list of its own. */
const sharing = new Set(['parallel-arrays', 'rasa-nlu', 'promptfoo-yaml', 'promptfoo-json', 'self-instruct']);

/** Formats in which a text stands as it is. */
const plain = new Set(['prompt-text', 'jinja-chat']);
const tables = new Set(['csv', 'promptfoo-csv']);
const json = /^(?:json|natural|dspy|big-bench|auto-cot|langsmith|langfuse|ai-toolkit|alpaca|parallel)/;

/** What is wrong with a reading of the document: spans outside of it, or a field that does not stand where it says. */
export function complaintsAbout(document: SourceDocument, format: Format, options?: ParseOptions): readonly string[] {
	const set = format.parse(document, options);
	const complaints: string[] = [];
	const check = (span: Span, what: string, around: Span) => {
		if (!isInside(span, around)) {
			complaints.push(`${what} at ${span.start}–${span.end}, outside of ${around.start}–${around.end}`);
		}
	};
	const whole = { start: 0, end: document.text.length };
	for (const { span, message } of set.problems) {
		check(span, `problem "${message}"`, whole);
	}
	if (set.task?.span !== undefined) {
		check(set.task.span, 'task', whole);
	}
	set.demonstrations.forEach((demonstration, index) => {
		const { id, span, input, output, rationale } = demonstration;
		if (id !== String(index + 1)) {
			complaints.push(`demonstration ${index + 1} has the id ${id}`);
		}
		check(span, `demonstration ${id}`, whole);
		for (const [name, field] of Object.entries({ input, output, rationale })) {
			if (field !== undefined) {
				check(field.span, `${name} of ${id}`, isApart(document, set, demonstration) ? whole : span);
				if (!saysSo(document.text, set, field)) {
					const source = JSON.stringify(document.text.slice(field.span.start, field.span.end));
					complaints.push(`${name} of ${id} says ${JSON.stringify(field.text)}, its source is ${source}`);
				}
			}
		}
	});
	return complaints;
}

function isInside({ start, end }: Span, around: Span): boolean {
	return Number.isInteger(start) && Number.isInteger(end) && around.start <= start && start <= end && end <= around.end;
}

/** YAML aliases stand for a value elsewhere. */
function isApart({ text }: SourceDocument, { format }: DemonstrationSet, { span }: Demonstration): boolean {
	const mayHaveAliases = /yaml|rasa|prompty/.test(format);
	return sharing.has(format) || (mayHaveAliases && text.slice(span.start, span.end).includes('*'));
}

/** By the rule of the format, the field's source says its text. YAML has many rules: there something must stand. */
function saysSo(text: string, set: DemonstrationSet, field: Field): boolean {
	const { format, problems } = set;
	const source = text.slice(field.span.start, field.span.end);
	if (source === field.text) {
		return true;
	}
	if (field.parts !== undefined) {
		return field.parts.every(part => saysSo(text, set, part.field));
	}
	if (plain.has(format)) {
		return withPlainLineEnds(source) === field.text;
	}
	if (tables.has(format) && !field.text.includes('\n')) {
		return source.replaceAll('""', '"') === field.text;
	}
	if (json.test(format) && !field.text.includes('\n')) {
		const isString = text[field.span.start - 1] === '"' || !/^[[{]/.test(source);
		const said = isString ? decoded(`"${source}"`) : JSON.stringify(decoded(source));
		// A chat names whoever is not the user. What does not decode, or has nothing left, the parser has mended.
		const isMended = typeof said !== 'string' || (problems.length > 0 && field.text === '');
		const isEmptyList = /^(?:\[\s*\]|\{\s*\})$/.test(source) && field.text === '';
		return isMended || isEmptyList || said === field.text || field.text.endsWith(`: ${said}`);
	}
	return source !== '' || field.text === '';
}

function decoded(source: string): unknown {
	try {
		return JSON.parse(source) as unknown;
	} catch {
		return undefined;
	}
}
