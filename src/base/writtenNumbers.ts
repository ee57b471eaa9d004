import * as l10n from '@vscode/l10n';

/**
 * Numbers as people read them, in the language of the texts around them: that of the bundle, and English without one.
 * Minus is U+2212, as wide as a plus.
 */

interface Separators {
	readonly group: string;
	readonly decimal: string;
}

const english: Separators = { group: ',', decimal: '.' };

/** Of the languages there are texts in. `Intl` knows them too, and keeps the thread for 30 ms to make its first format. */
const separators: Readonly<Record<string, Separators>> = { en: english, de: { group: '.', decimal: ',' } };

const formats = new Map<string, Intl.NumberFormat>();

/** A whole number, in groups of three digits. */
export function grouped(count: number): string {
	return count.toFixed(0).replaceAll(/\B(?=(?:\d{3})+$)/gu, ownSeparators().group);
}

export function decimal(value: number, digits: number): string {
	const text = Math.abs(value).toFixed(digits);
	const written = text.replace('.', ownSeparators().decimal);
	return value < 0 && Number(text) !== 0 ? `−${written}` : written;
}

/** With its sign, `+` too; zero has none. */
export function signed(value: number, digits: number): string {
	return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${decimal(value, digits)}` : decimal(value, digits);
}

/** A format of that language, made once. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = JSON.stringify([language(), options]);
	const format = formats.get(key) ?? new Intl.NumberFormat(language(), options);
	formats.set(key, format);
	return format;
}

function ownSeparators(): Separators {
	return separators[language()] ?? english;
}

/** A bundle gives its own code, as in `de`. */
function language(): string {
	return l10n.t('en');
}
