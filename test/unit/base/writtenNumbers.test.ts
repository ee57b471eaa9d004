import * as l10n from '@vscode/l10n';
import { afterEach, expect, test } from 'vitest';
import { decimal, grouped, numberFormat, signed } from '../../../src/base/writtenNumbers';

afterEach(() => l10n.config({ contents: {} }));

test('numbers are English where there is no bundle', () => {
	expect(grouped(1234567)).toBe('1,234,567');
	expect(decimal(14.66, 1)).toBe('14.7');
	expect(decimal(12345.6, 1)).toBe('12345.6');
	expect(signed(-0.004, 2)).toBe('0.00');
});

test('they are written as the language of the bundle has them', () => {
	l10n.config({ contents: { en: 'de' } });
	expect(grouped(1234567)).toBe('1.234.567');
	expect(decimal(-14.66, 1)).toBe('−14,7');
	expect(signed(0.3, 2)).toBe('+0,30');
	expect(numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(5_480_000)).toBe('5,48\u00a0Mio.');
});

test('the digits are those of the rounded number, in every language', () => {
	for (const value of [1.005, 2.675, 0.125, 1e-9, 99.995]) {
		expect(decimal(value, 2)).toBe(value.toFixed(2));
	}
});
