import { expect, test } from 'vitest';
import { plainLine, textParts } from '../../../webview/textParts';

test('an ordinary text is one part', () => {
	expect(textParts('Search for "Gänse" 🌙')).toEqual([{ kind: 'text', text: 'Search for "Gänse" 🌙' }]);
	expect(textParts('')).toEqual([]);
});

test('every kind of line end counts once', () => {
	const lines = textParts('a\r\nb\rc\nd\u2028e');
	expect(lines.filter(({ kind }) => kind === 'lineEnd')).toHaveLength(4);
	expect(lines).toHaveLength(9);
});

test.each([
	['\u0007', '␇', 'control character U+0007'],
	['\u007f', '␡', 'control character U+007F'],
	['\u202e', 'U+202E', 'right-to-left override U+202E'],
	['\u2066', 'U+2066', 'left-to-right isolate U+2066'],
	['\u200b', 'U+200B', 'hidden character U+200B'],
	['\ufeff', 'U+FEFF', 'hidden character U+FEFF'],
	['\u{e0041}', 'U+E0041', 'hidden character U+E0041'],
	['\ud83d', 'U+D83D', 'hidden character U+D83D'],
])('a hidden character is shown by a sign (%#)', (character, sign, name) => {
	expect(textParts(`a${character}b`)).toEqual([
		{ kind: 'text', text: 'a' },
		{ kind: 'hidden', sign, name },
		{ kind: 'text', text: 'b' },
	]);
});

test('joiners stay where scripts and emoji need them', () => {
	const family = '👨‍👩‍👧';
	const persian = 'می‌خواهم';
	expect(textParts(family + persian)).toEqual([{ kind: 'text', text: family + persian }]);
});

test('a plain line has no line ends and nothing hidden', () => {
	expect(plainLine('one\ntwo\u202ethree\u0000')).toBe('one twoU+202Ethree␀');
});
