import { expect, test } from 'vitest';
import { MemoryCache } from '../../../../src/probe/cache/memoryCache';

const each = 10;

function cache(values: number, rounds: number): MemoryCache<string> {
	return new MemoryCache(values * each, rounds, () => each);
}

test('what was used longest ago goes first where there is no room', () => {
	const memory = cache(2, 100);
	memory.set('a', 'A');
	memory.set('b', 'B');
	memory.get('a');
	memory.set('c', 'C');
	expect(['a', 'b', 'c'].map(key => memory.get(key))).toEqual(['A', undefined, 'C']);
});

test('what is asked for in every round stays, and what is not goes', () => {
	const memory = cache(1000, 3);
	for (let round = 0; round < 10; round++) {
		memory.turn();
		memory.set(`once ${round}`, 'once');
		memory.set('always', memory.get('always') ?? `since ${round}`);
	}
	expect(memory.get('always')).toBe('since 0');
	const kept = Array.from({ length: 10 }, (_, round) => round).filter(
		round => memory.get(`once ${round}`) !== undefined,
	);
	expect(kept).toEqual([7, 8, 9]);
});

test('a value that takes the place of another counts once', () => {
	const memory = cache(2, 100);
	for (const value of ['first', 'second', 'third']) {
		memory.set('a', value);
	}
	memory.set('b', 'B');
	expect([memory.get('a'), memory.get('b')]).toEqual(['third', 'B']);
});
