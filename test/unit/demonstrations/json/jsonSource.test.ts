import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '../../../../src/base/random';
import { elementsOf, membersOf, nestingDepth, type JsonNode } from '../../../../src/demonstrations/json/jsonSource';

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
