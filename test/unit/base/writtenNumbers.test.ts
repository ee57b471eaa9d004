import { readdirSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { decimal, grouped, numberFormat, signed } from '../../../src/base/writtenNumbers';

/** What there are texts in beside English. */
const bundleLanguages = readdirSync('l10n').flatMap(name => /^bundle\.l10n\.(.+)\.json$/u.exec(name)?.[1] ?? []);

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

test.each(['en', ...bundleLanguages])('they are what Intl writes in %s', language => {
	l10n.config({ contents: { en: language } });
	const random = seededRandom(3);
	for (let each = 0; each < 200; each++) {
		const count = Math.floor(10 ** (random() * 15));
		expect(grouped(count)).toBe(new Intl.NumberFormat(language).format(count));
		const value = random() * 10 ** (random() * 6);
		const options = { minimumFractionDigits: 3, maximumFractionDigits: 3, useGrouping: false };
		const digits = value.toFixed(3) as Intl.StringNumericLiteral;
		expect(decimal(value, 3)).toBe(new Intl.NumberFormat(language, options).format(digits));
	}
});

test('the digits are those of the rounded number, in every language', () => {
	for (const value of [1.005, 2.675, 0.125, 1e-9, 99.995]) {
		expect(decimal(value, 2)).toBe(value.toFixed(2));
	}
});
