import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { applyEdits, LineMap } from '../../../src/base/textRange';

test.each([
	['\n', 'ab\ncd'],
	['\r\n', 'ab\r\ncd'],
	['\r', 'ab\rcd'],
])('counts %j as one line end', (_, text) => {
	const lines = new LineMap(text);
	expect(lines.position(text.indexOf('d'))).toEqual({ line: 1, character: 1 });
	expect(lines.position(1)).toEqual({ line: 0, character: 1 });
});

test('counts columns in UTF-16 units, as editors do', () => {
	const text = 'a\n😀x';
	expect(new LineMap(text).position(text.indexOf('x'))).toEqual({ line: 1, character: 2 });
});

test('tells line ends of every kind apart, wherever they meet', () => {
	const random = seededRandom(5);
	for (let round = 0; round < 500; round++) {
		const text = Array.from({ length: 8 }, () => ['a', '\n', '\r', '\r\n'][Math.floor(random() * 4)] ?? '').join('');
		const line = text.split(/\r\n|\r|\n/).length - 1;
		expect(new LineMap(text).position(text.length).line, JSON.stringify(text)).toBe(line);
		const before = text.replace(/^.*?(?:\r\n|\r|\n|$)/, '');
		const start = text.length - before.length;
		expect(new LineMap(text).position(start)).toEqual(
			line === 0 ? { line: 0, character: start } : { line: 1, character: 0 },
		);
	}
});

test('gives the end of the text a position', () => {
	expect(new LineMap('a\n').range({ start: 0, end: 2 })).toEqual({
		start: { line: 0, character: 0 },
		end: { line: 1, character: 0 },
	});
});

test('applies edits whatever their order, and insertions at one place in theirs', () => {
	const edits = [
		{ span: { start: 3, end: 3 }, newText: '1' },
		{ span: { start: 0, end: 1 }, newText: '' },
		{ span: { start: 3, end: 3 }, newText: '2' },
	];
	expect(applyEdits('abcd', edits)).toBe('bc12d');
});
