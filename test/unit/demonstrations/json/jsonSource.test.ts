import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '../../../../src/base/random';
import {
	elementsOf,
	membersOf,
	membersUnder,
	nestingDepth,
	type JsonNode,
} from '../../../../src/demonstrations/json/jsonSource';

function randomValue(random: Random, depth: number): unknown {
	const choice = Math.floor(random() * (depth > 0 ? 7 : 5));
	const size = Math.floor(random() * 4);
	switch (choice) {
		case 0:
			return random() * 1e6 - 5e5;
		case 1:
			return random() < 0.5;
		case 2:
			return null;
		case 3:
		case 4:
			return ['', '\\', '"', 'a"b\\', '[{,:}]', '🧂\n', '\\"'][Math.floor(random() * 7)];
		case 5:
			return Array.from({ length: size }, () => randomValue(random, depth - 1));
		default:
			return Object.fromEntries(
				Array.from({ length: size }, (_, index) => [`k"${index}\\`, randomValue(random, depth - 1)]),
			);
	}
}

function check(text: string, node: JsonNode): void {
	expect(JSON.parse(text.slice(node.span.start, node.span.end))).toEqual(node.value);
	for (const inner of [...membersOf(text, node).values(), ...elementsOf(text, node)]) {
		check(text, inner);
	}
}

describe('where JSON values stand', () => {
	test.each([undefined, 1, '\t'])('every member and element is cut out exactly (indentation %j)', indentation => {
		const random = seededRandom(5);
		for (let round = 0; round < 200; round++) {
			const value = { a: randomValue(random, 4), b: randomValue(random, 4) };
			const text = `  ${JSON.stringify(value, undefined, indentation)} `;
			const node = { value, span: { start: 2, end: text.length - 1 } };
			expect([...membersOf(text, node).keys()]).toEqual(['a', 'b']);
			check(text, node);
		}
	});

	test('brackets in strings do not nest', () => {
		expect(nestingDepth('{"a": ["[[[[", {"b": "\\"}}"}]}')).toBe(3);
		expect(nestingDepth('[[[ "')).toBe(3);
	});
});

test('a few keys are found where all are, whatever keys and values look like', () => {
	const random = seededRandom(12);
	const keys = ['input', 'output', '7', 'a"b', '__proto__', ''];
	const strings = ['', 'x', '}123456', ',"output":1}', '"', '\\', '\\"', ',', '"}', 'a long one'];
	const draw = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
	for (let round = 0; round < 3000; round++) {
		const members = Array.from({ length: Math.floor(random() * 5) }, () => {
			const key = JSON.stringify(draw(keys));
			const value = random() < 0.8 ? JSON.stringify(draw(strings)) : draw(['1', 'null', '[]', '{"input":"y"}']);
			return `${key}${draw(['', ' '])}:${draw(['', ' '])}${value}`;
		});
		const text = `{${members.join(draw([',', ', ', ' , ']))}}`;
		const node = { value: JSON.parse(text) as unknown, span: { start: 0, end: text.length } };
		const all = membersOf(text, node);
		const found = membersUnder(text, node, keys);
		const spans = found.map(member => member && { value: member.value, span: member.span });
		const expected = keys.map(key => {
			const member = all.get(key);
			return member && { value: member.value, span: member.span };
		});
		expect(spans, text).toEqual(expected);
	}
});
