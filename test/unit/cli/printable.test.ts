import { expect, test } from 'vitest';
import { printable } from '../../../src/cli/printable';

test('prints no escape sequence and nothing that reorders text', () => {
	const hostile = 'a\u001b[31mred\u202Eevil\u0007\u009b2J';
	expect(printable(hostile)).toBe('a�[31mred�evil��2J');
});

test('keeps one line and shows where lines ended', () => {
	expect(printable('one\r\ntwo\tthree')).toBe('one⏎two three');
});

test('keeps joined emoji whole and clips by characters, not halves of them', () => {
	expect(printable('👩\u200d👧')).toBe('👩\u200d👧');
	expect(printable('😀😀😀', 2)).toBe('😀…');
});
