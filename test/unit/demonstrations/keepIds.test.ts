import { describe, expect, test } from 'vitest';
import type { DemonstrationSet } from '../../../src/demonstrations/demonstration';
import { keepIds } from '../../../src/demonstrations/keepIds';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';

const line = (text: string) => JSON.stringify({ input: `What is ${text}?`, output: `It is ${text}.` });

function read(texts: readonly string[], previous?: InspectedSet): InspectedSet {
	const document = { name: 'a.jsonl', text: texts.map(text => `${line(text)}\n`).join('') };
	return inspect({ document, format: 'jsonl', ...(previous && { previous }) });
}

const idsOf = ({ demonstrations }: Pick<DemonstrationSet, 'demonstrations'>) => demonstrations.map(({ id }) => id);

const first = read(['a', 'b', 'c', 'd']);

describe('ids after an edit', () => {
	test.each([
		['one is inserted above', ['x', 'a', 'b', 'c', 'd'], ['5', '1', '2', '3', '4']],
		['one is inserted between', ['a', 'b', 'x', 'c', 'd'], ['1', '2', '5', '3', '4']],
		['one is removed', ['a', 'c', 'd'], ['1', '3', '4']],
		['one is changed', ['a', 'x', 'c', 'd'], ['1', '2', '3', '4']],
		['two change places', ['a', 'c', 'b', 'd'], ['1', '3', '2', '4']],
		['one is changed and one inserted', ['x', 'y', 'b', 'c', 'd'], ['5', '6', '2', '3', '4']],
		['one is copied', ['a', 'a', 'b', 'c', 'd'], ['1', '5', '2', '3', '4']],
		['all go', [], []],
	])('%s', (_, texts, ids) => {
		expect(idsOf(read(texts, first).set)).toEqual(ids);
	});

	test('a number is not given twice while it is in use', () => {
		const second = read(['x', 'a', 'b', 'c', 'd'], first);
		const third = read(['x', 'a', 'y', 'b', 'c', 'd'], second);
		expect(idsOf(third.set)).toEqual(['5', '1', '6', '2', '3', '4']);
	});

	test('findings name the same demonstrations, and people the places where they stand now', () => {
		const before = read(['the old mill by the river', 'b', 'the old mill by the river']);
		const after = read(['x', 'the old mill by the river', 'b', 'the old mill by the river'], before);
		const [finding] = after.analysis.findings;
		expect(finding).toMatchObject({ demonstration: '3', related: ['1'], message: 'Says the same as demonstration 2.' });
		expect(before.analysis.findings[0]).toMatchObject({ demonstration: '3', related: ['1'] });
	});

	test('a set that nothing was changed in is given as it is', () => {
		expect(keepIds(first.set, first.parsed)).toBe(first.parsed);
	});
});
