/** Numbers as people read them. Minus is U+2212, as wide as a plus. */

export function decimal(value: number, digits: number): string {
	const text = Math.abs(value).toFixed(digits);
	return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** With its sign, `+` too; zero has none. */
export function signed(value: number, digits: number): string {
	const text = decimal(value, digits);
	return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A share 0..1 in whole per cent. A share under 1 never reads as 100 %: it would pass for identity. */
export function percent(share: number): string {
	const rounded = Math.round(share * 100);
	return `${share < 1 && rounded === 100 ? '> 99' : rounded} %`;
}

/** A large count in three significant digits: 135000000 is `135M`. */
export function compactCount(count: number): string {
	return new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(count);
}

/** A count with its noun, which takes an `s` for any number but one. */
export function counted(count: number, noun: string): string {
	return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
