import { styleText } from 'node:util';
import type { Range } from '../base/textRange';
import { configurationName } from '../configuration/configurationName';
import { claimsOf } from '../demonstrations/registry';
import type { InspectedDemonstration, Inspection } from '../workflows/inspection';
import type { InspectedFile } from './documentOptions';
import type { LargeFile } from './largeFile';
import { printable } from './printable';

const textCharacters = 160;

/** Most problems of a large file in its JSON, where they come last and are held till then. */
const mostProblems = 1000;

const taskSources = {
	option: 'given by hand',
	file: 'in the file',
	sidecar: 'in the .task.md file beside it',
	configuration: `in ${configurationName}`,
} as const;

/** An inspection for a person to read: one line a field, with where it stands. */
export function printInspection(inspection: Inspection, read: InspectedFile): string {
	const { file, task, count, demonstrations, problems } = inspection;
	const { format, analysis } = read.inspected;
	const lines = [
		styleText('bold', `${printable(file)} · ${count} demonstrations`),
		`  format       ${format.title} (${format.id}), ${reason(read)}`,
		task === null
			? '  task         none found'
			: `  task         ${printable(task.text, textCharacters)} (${taskSources[task.source]})`,
		...analysis.notices.map(notice => `  note         ${printable(notice)}`),
		...demonstrations.flatMap(demonstrationLines),
		...problemLines(file, problems),
	];
	return `${lines.join('\n')}\n\n`;
}

/** The same for a large file, part by part: what is known only at the end comes last. */
export async function* printLargeInspection({ file, format, parts }: LargeFile): AsyncGenerator<string> {
	yield `${styleText('bold', printable(file))}\n  format       ${format.title} (${format.id}), read in parts\n`;
	let count = 0;
	for await (const { demonstrations, problems } of parts()) {
		count += demonstrations.length;
		const lines = [...demonstrations.flatMap(demonstrationLines), ...problemLines(file, problems)];
		yield lines.map(line => `${line}\n`).join('');
	}
	yield `  ${count} demonstrations\n\n`;
}

/** The JSON of an inspection, part by part. The task is there where all parts say the same of it. */
export async function* largeInspectionJson({ file, format, parts }: LargeFile): AsyncGenerator<string> {
	yield `{\n  "file": ${JSON.stringify(file)},\n  "format": ${JSON.stringify(format.id)},\n  "demonstrations": [`;
	let count = 0;
	let task: Inspection['task'] | undefined;
	const problems: Inspection['problems'][number][] = [];
	for await (const part of parts()) {
		const separator = count === 0 ? '\n' : ',\n';
		const written = part.demonstrations.map(demonstration => `    ${JSON.stringify(demonstration)}`);
		yield written.length === 0 ? '' : separator + written.join(',\n');
		count += written.length;
		task = task === undefined || task?.text === part.task?.text ? part.task : null;
		problems.push(...part.problems.slice(0, mostProblems - problems.length));
	}
	const rest = { task: task ?? null, count, problems };
	yield `\n  ],\n${JSON.stringify(rest, null, 2).slice(2)}\n`;
}

/** Why the file is read as this format. */
function reason({ inspected: { document }, chosen, configured }: InspectedFile): string {
	if (chosen.format !== undefined) {
		return 'as --format says';
	}
	if (configured?.format !== undefined) {
		return `as ${configurationName} says`;
	}
	const [best, ...others] = claimsOf(document);
	const next = others.map(({ format, confidence }) => `${format.id} ${confidence.toFixed(2)}`).join(', ');
	return `by its name and content: confidence ${best?.confidence.toFixed(2) ?? '0'}${next === '' ? '' : `, before ${next}`}`;
}

function demonstrationLines({ id, range, fields }: InspectedDemonstration): readonly string[] {
	return [
		`  ${styleText('bold', `${id}.`)} ${place(range)}`,
		...Object.entries(fields).map(
			([name, { text, range: where }]) => `     ${name.padEnd(9)} ${place(where)} ${printable(text, textCharacters)}`,
		),
	];
}

function problemLines(file: string, problems: Inspection['problems']): readonly string[] {
	return problems.map(
		({ message, range }) =>
			`  ${styleText('red', 'problem')}      ${printable(file)}:${position(range.start)} ${printable(message)}`,
	);
}

function place({ start, end }: Range): string {
	return `${position(start)}–${position(end)}`;
}

/** Line and column as editors count them, from 1. */
function position({ line, character }: Range['start']): string {
	return `${line + 1}:${character + 1}`;
}
