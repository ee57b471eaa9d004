import type { Span } from '../base/textRange';
import type { Field, NamedField } from './demonstration';

/**
 * One field out of several values: `name: value` lines for those that are not empty, and the value alone where only
 * the first is. Its span reaches from the first to the last of them.
 */
export function joinFields(parts: readonly NamedField[]): Field {
	const first = parts[0];
	if (first !== undefined && parts.length === 1) {
		return first.field;
	}
	const spans = parts.map(({ field }) => field.span);
	const names = parts.map(({ name }) => name);
	const values = parts.map(({ field }) => field.text);
	return { text: joinValues(names, values), span: hull(spans), parts };
}

/** The values that `joinFields` would put together to this text; the first has it whole where it cannot be split. */
export function splitInput(names: readonly string[], text: string): readonly string[] {
	const values: string[] = names.map(() => '');
	let current = -1;
	for (const line of text.split('\n')) {
		const next = names.findIndex((name, index) => index > current && line.startsWith(`${name}: `));
		if (next === -1) {
			if (current === -1) {
				break;
			}
			values[current] = `${values[current] ?? ''}\n${line}`;
		} else {
			current = next;
			values[current] = line.slice((names[next] ?? '').length + 2);
		}
	}
	return joinValues(names, values) === text ? values : names.map((_, index) => (index === 0 ? text : ''));
}

/** The same by name. The first value is there even if it is empty, another one only where it says something. */
export function inputValues(
	names: readonly string[],
	text: string,
): readonly (readonly [name: string, value: string | undefined])[] {
	return splitInput(names, text).map((value, index) => [
		names[index] ?? '',
		index > 0 && value === '' ? undefined : value,
	]);
}

function joinValues(names: readonly string[], values: readonly string[]): string {
	const filled = names
		.map((name, index) => ({ name, index, value: values[index] ?? '' }))
		.filter(part => part.value !== '');
	const [only] = filled;
	if (filled.length < 2 && (only === undefined || only.index === 0)) {
		return only?.value ?? '';
	}
	return filled.map(({ name, value }) => `${name}: ${value}`).join('\n');
}

function hull(spans: readonly Span[]): Span {
	let start = Infinity;
	let end = 0;
	for (const span of spans) {
		start = Math.min(start, span.start);
		end = Math.max(end, span.end);
	}
	return { start, end };
}
