import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { UserError } from '../../src/base/errors';
import { applyEdits, type TextEdit } from '../../src/base/textRange';
import type { DemonstrationSet, Field } from '../../src/demonstrations/demonstration';
import type { Format, SourceDocument } from '../../src/demonstrations/format';
import { detectFormat } from '../../src/demonstrations/registry';
import { complaintsAbout } from '../fuzz/checks';

/** What the index of the real files says of one. */
interface Entry {
	readonly file: string;
	readonly format: string;
	readonly count: number;
}

/** `done`: the file then said what was asked, and was restored to the byte; else why the format refuses, or what went wrong. */
export type EditOutcome = 'done' | `refused: ${string}` | `wrong: ${string}`;

const operations = ['insert', 'remove', 'replace', 'reorder'] as const;

/** What became of one real file. */
export interface FormatsRow {
	readonly file: string;
	/** In the words of the index. */
	readonly kind: string;
	readonly format: string;
	readonly count: number;
	readonly expectedCount: number;
	/** Demonstrations of each set, where they have names. */
	readonly sets: Readonly<Record<string, number>>;
	readonly task: string;
	readonly problems: number;
	/** Fields whose range was cut out and compared, and those that it does not say. */
	readonly ranges: number;
	readonly complaints: readonly string[];
	readonly edits: Readonly<Record<(typeof operations)[number], EditOutcome>>;
	readonly note: string;
}

/** Why a row is not as the index has it, or not in every way editable. */
export const notes: Readonly<Record<string, string>> = {
	'dspy-flex-invoice.json': 'two sets; the index counts both',
	'dspy-multihop-0.json': 'three sets; the index counts all',
	'dspy-saved-react.json': 'two sets; the index counts both',
	'promptfoo-f-score.csv': 'no column that is particular to promptfoo, so a plain table',
	'promptfoo-multiple-translations-scenarios.yaml':
		'its test cases are combinations that scenarios make of shared lines',
	'prompty-shakespeare.prompty':
		'the index counts three quoted lines of style, which answer to no input: one turn, and a sample of its own',
	'rasa-restaurant-nlu.yml':
		'the examples of an intent stand under it, so that they cannot change places with those of another',
	'react-fever.json': 'prompts of many demonstrations each: inputs without an output, as no place for one is known',
	'snips-ratebook.json': 'an output is made of words of its input: only such a pair can be written',
};

/** Reads every real file and tries every edit on it. */
export function formatsTable(folder: string): readonly FormatsRow[] {
	const entries = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Entry[];
	return entries.map(({ file, format: kind, count: expectedCount }) => {
		const document = { name: file, text: readFileSync(join(folder, file), 'utf8') };
		return { ...rowOf(document), file, kind, expectedCount, note: notes[file] ?? '' };
	});
}

function rowOf(document: SourceDocument): Omit<FormatsRow, 'file' | 'kind' | 'expectedCount' | 'note'> {
	const format = detectFormat(document);
	if (format === undefined) {
		throw new Error(`${document.name} is in no known format`);
	}
	const first = format.parse(document);
	const names = first.names ?? [undefined];
	const sets = names.map(name => format.parse(document, name === undefined ? {} : { set: name }));
	const fields = sets
		.flatMap(({ demonstrations }) =>
			demonstrations.flatMap(({ input, output, rationale }) => [input, output, rationale]),
		)
		.filter(field => field !== undefined);
	const isYaml = /\.ya?ml$/.test(document.name);
	return {
		format: format.id,
		count: sets.reduce((sum, { demonstrations }) => sum + demonstrations.length, 0),
		sets: Object.fromEntries((first.names ?? []).map((name, index) => [name, sets[index]?.demonstrations.length ?? 0])),
		task: first.task?.source ?? 'none',
		problems: sets.reduce((sum, { problems }) => sum + problems.length, 0),
		ranges: fields.length,
		complaints: [
			...names.flatMap(name => complaintsAbout(document, format, name === undefined ? {} : { set: name })),
			...fields
				.filter(field => isYaml && !yamlSays(document.text, field))
				.map(({ text }) => `the source of ${JSON.stringify(text)} says something else`),
		],
		edits: tryEdits(format, document, first),
	};
}

/** Whether the source, read by YAML in one of the ways in which a text can be written, is the field's text. */
function yamlSays(text: string, { span, text: said, parts }: Field): boolean {
	if (parts !== undefined) {
		return parts.every(part => yamlSays(text, part.field));
	}
	const source = text.slice(span.start, span.end);
	const indentation = ' '.repeat(span.start - (text.lastIndexOf('\n', span.start - 1) + 1));
	const ways = [
		source,
		`"${source}"`,
		`'${source}'`,
		`|\n${indentation}${source}`,
		`>\n${indentation}${source}`,
		`[${source}]`,
		`${indentation.slice(2)}- ${source}`,
	];
	return source === said || ways.some(way => saysIn(way, said));
}

function saysIn(yaml: string, said: string): boolean {
	try {
		const value = parseYaml(yaml, { logLevel: 'silent' }) as unknown;
		const isList = Array.isArray(value) && value.map(String).join(', ') === said;
		return isList || JSON.stringify(value) === said || String(value).trimEnd() === said.trimEnd();
	} catch {
		return false;
	}
}

/** Each edit, what the file says then, and the edit that takes it back. */
function tryEdits(format: Format, document: SourceDocument, set: DemonstrationSet): FormatsRow['edits'] {
	const options = set.name === undefined ? {} : { set: set.name };
	const inputs = ({ demonstrations }: DemonstrationSet) => demonstrations.map(({ input }) => input.text);
	const read = (text: string) => format.parse({ ...document, text }, options);
	const ids = set.demonstrations.map(({ id }) => id);
	const model = set.demonstrations.at(-1);
	// Where an input is several labelled values, a new one is too.
	const input = `${model?.input.text ?? ''} Is this a new one?`;
	const output = model?.output === undefined ? '' : 'one #2';

	const inserted = attempt(document, () =>
		format.insert(document, set, [{ input, output: output === '' ? 'one #2' : output }], options),
	);
	const removed = (text: string) => {
		const after = read(text);
		const id = after.demonstrations.findLast(demonstration => demonstration.input.text === input)?.id;
		return id === undefined
			? undefined
			: attempt({ ...document, text }, () => format.remove({ ...document, text }, after, id));
	};
	const restored = typeof inserted === 'string' ? inserted : removed(inserted.text);
	const replaced = ids.length === 0 ? undefined : replaceAndBack();
	return {
		insert:
			typeof inserted === 'string'
				? inserted
				: read(inserted.text).demonstrations.length === ids.length + 1
					? 'done'
					: 'wrong: it is not there',
		remove: removal(),
		replace: replaced ?? 'wrong: nothing to replace',
		reorder: reorderAndBack(),
	};

	function removal(): EditOutcome {
		if (typeof inserted !== 'string') {
			return restored === undefined
				? 'wrong: what was added is not found'
				: typeof restored === 'string'
					? restored
					: restored.text === document.text
						? 'done'
						: 'wrong: the file is not as it was before the insertion';
		}
		const taken = attempt(document, () => format.remove(document, set, ids.at(-1) ?? ''));
		return typeof taken === 'string'
			? taken
			: String(inputs(read(taken.text))) === String(inputs(set).slice(0, -1))
				? 'done'
				: 'wrong: something else is gone';
	}

	function replaceAndBack(): EditOutcome {
		for (const index of new Set([0, Math.floor(ids.length / 2), ids.length - 1])) {
			const former = set.demonstrations[index];
			const id = ids[index] ?? '';
			if (former === undefined) {
				continue;
			}
			const wanted = { input: `${former.input.text} And more`, output: former.output?.text ?? '' };
			const changed = attempt(document, () => format.replace(document, set, id, wanted, options));
			if (typeof changed === 'string') {
				return changed;
			}
			const after = read(changed.text);
			if (after.demonstrations[index]?.input.text !== wanted.input) {
				return `wrong: ${id} does not say what was asked`;
			}
			const back = { input: former.input.text, output: wanted.output };
			const again = attempt(changed, () => format.replace(changed, after, id, back, options));
			if (typeof again === 'string' || String(inputs(read(again.text))) !== String(inputs(set))) {
				return `wrong: ${id} does not say again what it said`;
			}
		}
		return 'done';
	}

	function reorderAndBack(): EditOutcome {
		const order = ids.toReversed();
		const turned = attempt(document, () => format.reorder(document, set, order, options));
		if (typeof turned === 'string') {
			return turned;
		}
		const after = read(turned.text);
		if (String(inputs(after)) !== String(inputs(set).toReversed())) {
			return 'wrong: another order';
		}
		const back = attempt(turned, () => format.reorder(turned, after, order, options));
		return typeof back !== 'string' && back.text === document.text ? 'done' : 'wrong: the file is not as it was';
	}
}

function attempt(document: SourceDocument, edit: () => readonly TextEdit[]): SourceDocument | EditOutcome {
	try {
		return { ...document, text: applyEdits(document.text, edit()) };
	} catch (error) {
		return UserError.is(error) ? `refused: ${error.message}` : `wrong: ${String(error)}`;
	}
}

/** The table as Markdown. */
export function formatsMarkdown(rows: readonly FormatsRow[]): string {
	const lines = rows.map(row => {
		const sets = Object.entries(row.sets).map(([name, size]) => `${name} ${size}`);
		const count = `${row.count}${row.count === row.expectedCount ? '' : ` (index: ${row.expectedCount})`}`;
		const refused = operations.filter(name => row.edits[name] !== 'done');
		const edits =
			refused.length === 0 ? 'all' : refused.map(name => `${name} ${row.edits[name].split(':')[0] ?? ''}`).join(', ');
		const ranges = row.complaints.length === 0 ? String(row.ranges) : `${row.ranges}, ${row.complaints.length} wrong`;
		const note = [...(sets.length > 1 ? [sets.join(', ')] : []), row.note].filter(text => text !== '').join('; ');
		return [row.file, row.kind, row.format, count, row.task, ranges, edits, note];
	});
	const header = ['file', 'in the index', 'read as', 'count', 'task', 'ranges checked', 'edits', 'note'];
	return [header, header.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |\n`).join('');
}
