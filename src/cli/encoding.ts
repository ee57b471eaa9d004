import { isUtf8 } from 'node:buffer';
import type { ParseProblem } from '../demonstrations/demonstration';

/** How the text of a file stands in its bytes. */
export type Encoding = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE';

/** The text of a file, a byte order mark included: offsets and rewritten files keep it. */
export interface DecodedText {
	readonly text: string;
	/** Nothing where the bytes are of no single encoding, so that they cannot be written again as they were. */
	readonly encoding: Encoding | undefined;
	/** What the bytes leave in doubt, where it stands in the text. */
	readonly problems: readonly ParseProblem[];
}

/** How many bytes are looked at to recognise UTF-16 without a byte order mark. */
const sampleBytes = 4096;

/** Most lines of a wrong encoding that are reported. */
const mostProblems = 20;

/**
 * Decodes a file: UTF-8, or UTF-16 by its byte order mark or by its many zero bytes. A line that is not UTF-8 is read as
 * Windows-1252, in which any bytes are text, and is a problem.
 */
export function decodeText(bytes: Buffer): DecodedText {
	const start = bytes.subarray(0, 2).toString('hex');
	const marked = start === 'fffe' ? 'UTF-16 LE' : start === 'feff' ? 'UTF-16 BE' : undefined;
	const encoding = marked ?? unmarkedUtf16(bytes);
	if (encoding !== undefined && bytes.length % 2 === 0) {
		const text = (encoding === 'UTF-16 LE' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
		const message = `This file looks like ${encoding} without a byte order mark, and was read as that. Save it as UTF-8.`;
		return { text, encoding, problems: marked === undefined ? [{ message, span: { start: 0, end: 0 } }] : [] };
	}
	if (isUtf8(bytes)) {
		return { text: utf8.decode(bytes), encoding: 'UTF-8', problems: [] };
	}
	return decodeLines(bytes);
}

/** The bytes of a text: those that it was decoded from, where it was not changed. */
export function encodeText(text: string, encoding: Encoding): Buffer {
	if (encoding === 'UTF-8') {
		return Buffer.from(text);
	}
	const bytes = Buffer.from(text, 'utf16le');
	return encoding === 'UTF-16 LE' ? bytes : bytes.swap16();
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

/** Latin letters, digits and punctuation have a zero for every other byte; text in UTF-8 has none. */
function unmarkedUtf16(bytes: Buffer): Encoding | undefined {
	const sample = bytes.subarray(0, sampleBytes);
	const zeros = [0, 0];
	sample.forEach((byte, index) => {
		if (byte === 0) {
			zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
		}
	});
	const [even = 0, odd = 0] = zeros;
	const many = sample.length / 5;
	return odd > many && even === 0 ? 'UTF-16 LE' : even > many && odd === 0 ? 'UTF-16 BE' : undefined;
}

function decodeLines(bytes: Buffer): DecodedText {
	const problems: ParseProblem[] = [];
	const lines: string[] = [];
	let offset = 0;
	for (let start = 0; start < bytes.length;) {
		const feed = bytes.indexOf(10, start);
		const end = feed === -1 ? bytes.length : feed + 1;
		const line = bytes.subarray(start, end);
		const isValid = isUtf8(line);
		const text = isValid ? utf8.decode(line) : windows1252.decode(line);
		if (!isValid && problems.length < mostProblems) {
			const message = 'This line is not UTF-8, and was read as Windows-1252. Save the file as UTF-8.';
			problems.push({ message, span: { start: offset, end: offset + text.trimEnd().length } });
		}
		lines.push(text);
		offset += text.length;
		start = end;
	}
	return { text: lines.join(''), encoding: undefined, problems };
}
