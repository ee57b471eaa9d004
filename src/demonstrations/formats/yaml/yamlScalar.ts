import { isMap, isScalar, parseDocument } from 'yaml';

export type QuoteStyle = 'plain' | 'single' | 'double';

/**
 * A text as a YAML value behind `key: `. Several lines become a literal block, one line is quoted as asked for, or as
 * it must be.
 *
 * @param indentation of the lines of a block: deeper than the key's
 */
export function writeYamlScalar(text: string, style: QuoteStyle, indentation: string, eol: string): string {
	const body = text.replace(/\n$/, '');
	if (/^\S[^]*\n/.test(text) && /\S$/.test(body) && isPrintable(text.replaceAll('\n', ''))) {
		const header = body === text ? '|-' : '|';
		return [header, ...body.split('\n').map(line => (line === '' ? '' : indentation + line))].join(eol);
	}
	if (!isPrintable(text) || style === 'double') {
		return JSON.stringify(text);
	}
	return style === 'plain' && isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** No control characters, line separators, byte order marks or halves of surrogate pairs. */
function isPrintable(text: string): boolean {
	return !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(text);
}

/** True where the text without quotes is read back as itself. */
function isPlain(text: string): boolean {
	const document = parseDocument(`key: ${text}`, { logLevel: 'silent', prettyErrors: false });
	const map = document.contents;
	const value = isMap(map) && map.items.length === 1 ? map.items[0]?.value : undefined;
	const clean =
		document.errors.length === 0 && document.comment === null && isScalar(value) && value.comment === undefined;
	return clean && value.type === 'PLAIN' && value.value === text;
}
