import { styleText } from 'node:util';
import type { Range } from '../base/textRange';
import { configurationName } from '../configuration/configurationName';
import { claimsOf } from '../demonstrations/registry';
import type { InspectedDemonstration, Inspection } from '../workflows/inspection';
import type { InspectedFile } from './documentOptions';
import { printable } from './printable';

const textCharacters = 160;

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
		...problems.map(
			({ message, range }) =>
				`  ${styleText('red', 'problem')}      ${printable(file)}:${position(range.start)} ${printable(message)}`,
		),
	];
	return `${lines.join('\n')}\n\n`;
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

function place({ start, end }: Range): string {
	return `${position(start)}–${position(end)}`;
}

/** Line and column as editors count them, from 1. */
function position({ line, character }: Range['start']): string {
	return `${line + 1}:${character + 1}`;
}
