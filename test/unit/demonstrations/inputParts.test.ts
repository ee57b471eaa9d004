import { describe, expect, test } from 'vitest';
import { joinFields, splitInput } from '../../../src/demonstrations/inputParts';
import { nastyDemonstrations } from './samples';

const join = (names: readonly string[], values: readonly string[]) =>
	joinFields(
		names.map((name, index) => ({
			name,
			field: { text: values[index] ?? '', span: { start: index, end: index + 1 } },
		})),
	);

describe('several values as one input', () => {
	test('one value stands alone, several get their names', () => {
		expect(join(['q', 'context'], ['Who?', '']).text).toBe('Who?');
		expect(join(['q', 'context'], ['Who?', 'Ada\nwrote it.']).text).toBe('q: Who?\ncontext: Ada\nwrote it.');
		expect(join(['q', 'context'], ['', 'Ada']).text).toBe('context: Ada');
	});

	test('the span reaches over all of them', () => {
		expect(join(['a', 'b', 'c'], ['1', '2', '3']).span).toEqual({ start: 0, end: 3 });
	});

	test('values are found again', () => {
		expect(splitInput(['q', 'context'], 'q: Who?\ncontext: Ada\nwrote it.')).toEqual(['Who?', 'Ada\nwrote it.']);
		expect(splitInput(['q', 'context'], 'Who? context: none')).toEqual(['Who? context: none', '']);
	});

	test('split and joined again, any text is the same', () => {
		for (const { input, output } of nastyDemonstrations(200, 3)) {
			for (const text of [input, `q: ${input}`, `q: ${input}\nc: ${output}`, `c: ${input}\nq: ${output}`]) {
				expect(join(['q', 'c'], splitInput(['q', 'c'], text)).text).toBe(text);
			}
		}
	});
});
