import { expect, test } from 'vitest';
import { compactCount, counted, decimal, percent, signed } from '../../../webview/numberText';

test('signs: a true minus, a plus where asked, none for what rounds to zero', () => {
	expect(decimal(-0.416, 2)).toBe('−0.42');
	expect(decimal(-0.001, 2)).toBe('0.00');
	expect(signed(0.84, 2)).toBe('+0.84');
	expect(signed(-0.04, 2)).toBe('−0.04');
	expect(signed(0.001, 2)).toBe('0.00');
	expect(signed(0, 1)).toBe('0.0');
});

test('only identity reads as 100 %', () => {
	expect(percent(0.964)).toBe('96 %');
	expect(percent(0.999)).toBe('> 99 %');
	expect(percent(1)).toBe('100 %');
});

test('counts', () => {
	expect(compactCount(134515008)).toBe('135M');
	expect(compactCount(5512448)).toBe('5.51M');
	expect(counted(1, 'demonstration')).toBe('1 demonstration');
	expect(counted(1200, 'demonstration')).toBe('1,200 demonstrations');
});
