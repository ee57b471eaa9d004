import * as l10n from '@vscode/l10n';

/**
 * Numbers as people read them, in the language of the texts around them: that of the bundle, and English without one.
 * Minus is U+2212, as wide as a plus.
 */

const formats = new Map<string, Intl.NumberFormat>();

/** A whole number, in groups of three digits. */
export function grouped(count: number): string {
	return numberFormat({ maximumFractionDigits: 0 }).format(count);
}

export function decimal(value: number, digits: number): string {
	const text = Math.abs(value).toFixed(digits);
	const format = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
	// The rounded digits themselves, so that they are the same in every language.
	const written = format.format(text as Intl.StringNumericLiteral);
	return value < 0 && Number(text) !== 0 ? `−${written}` : written;
}

/** With its sign, `+` too; zero has none. */
export function signed(value: number, digits: number): string {
	return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${decimal(value, digits)}` : decimal(value, digits);
}

/** A format of that language, made once. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const language = l10n.t('en'); // a bundle gives its own code, as in de
	const key = JSON.stringify([language, options]);
	const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
	formats.set(key, format);
	return format;
}
