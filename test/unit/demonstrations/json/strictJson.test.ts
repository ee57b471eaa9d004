import { describe, expect, test } from 'vitest';
import { partsOf, type JsonNode } from '../../../../src/demonstrations/json/jsonSource';
import { readStrictJson } from '../../../../src/demonstrations/json/strictJson';

const valid = [
	'{"a": [1, -2.5e3, true, null, "x\\n\\u00e9"], "b": {}, "c": []}',
	' [ { "a" : "b" } , 3 ] \n',
	'"text"',
	'0',
	'{"__proto__": {"a": 1}, "constructor": 2}',
	'{"a": 1, "a": 2}',
];

describe('JSON without a mistake', () => {
	test.each(valid)('%s is what JSON.parse makes of it', text => {
		expect(JSON.stringify(readStrictJson(text, 0, 10)?.value)).toBe(JSON.stringify(JSON.parse(text)));
	});

	test.each(valid)('every value of %s stands at its span', text => {
		const check = (node: JsonNode) => {
			const source = text.slice(node.span.start, node.span.end);
			expect(JSON.stringify(JSON.parse(source))).toBe(JSON.stringify(node.value));
			partsOf(text, node).forEach(check);
		};
		const root = readStrictJson(text, 0, 10);
		expect(root).toBeDefined();
		if (root !== undefined) {
			check(root);
		}
	});

	test.each([
		'',
		'{',
		'[1,]',
		'{"a": 1,}',
		'{"a" 1}',
		'{a: 1}',
		'01',
		'1 2',
		'"\n"',
		'"\\x"',
		'"',
		'NaN',
		'[1 /* one */]',
		'\ufeff{}',
	])('%j is left to the parser that mends', text => {
		expect(readStrictJson(text, 0, 10)).toBeUndefined();
	});

	test('so is what nests too deeply', () => {
		expect(readStrictJson('[[]]', 0, 2)).toBeDefined();
		expect(readStrictJson('[[[]]]', 0, 2)).toBeUndefined();
		expect(readStrictJson('['.repeat(1_000_000), 0, 100)).toBeUndefined();
	});
});
