import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { applyEdits, type TextEdit } from '../../../src/base/textRange';
import { detectFormat } from '../../../src/demonstrations/registry';
import { allFixtures, variantsOf } from './samples';

/** Texts that would be something else to some format if they were written as they are. */
const hostile: Readonly<Record<string, string>> = {
	'a placeholder': 'Hi {{ user }}, {name} and {% if a %}x{% endif %} ${env:HOME}',
	'a rule of dashes': 'above\n---\nbelow',
	'front matter': '---\nname: x\n---\nbody',
	'fields of a table': 'one,two;three\tfour|"five"',
	'a lone quote': 'the 5" one',
	'both quotes and backslashes': `it's \\ "so" \\" \\n \\u0041`,
	'labels of a prompt': 'yes\n\nQ: and this?\nA: no\n\nInput: x\nOutput: y',
	'turns of a chat': 'fine\n\nuser:\nwhat?\n\nassistant:\nthat',
	headings: '# Example 9\n## Question\n```js\nlet a = `b`;\n```',
	'YAML syntax': '- a: &x *y !z # no\n  b: |\n    c',
	'what YAML has names for': 'null',
	'a number': '0017',
	'marks that turn the direction': 'abc \u202egpj.exe\u202c \u2066x\u2069 \u200f',
	'control characters': 'bell\u0007 escape\u001b[31m null\u0000 next\u0085 line\u2028 end',
	'half a character': 'x\ud83dy',
	'a byte order mark': '\ufeffmark',
	'spaces at the ends': '  wide  ',
	'lines of other systems': 'a\r\nb\rc\nd',
	'a comma at the end': 'a,\nb,',
	'keys of prototypes': '__proto__: {"constructor": 1}',
};

const cases = allFixtures().flatMap(document => {
	const format = detectFormat(document);
	return format === undefined ? [] : [{ name: document.name, document, format }];
});

/** The edits, or nothing where the format says what is in the way and what to do. */
function attempt(edit: () => readonly TextEdit[]): readonly TextEdit[] | undefined {
	try {
		return edit();
	} catch (error) {
		expect(UserError.is(error) && /\. [A-Z].*\.$/s.test(error.message), String(error)).toBe(true);
		return undefined;
	}
}

/** What is left of a text where a format keeps line ends of its own, or no space at the ends. */
function core(text: string | undefined): string | undefined {
	return text?.replace(/\r\n?/g, '\n').trim();
}

describe.each(cases)('$name', ({ document, format }) => {
	test.each(Object.entries(hostile))('%s is written so that it is read back, or refused', (_, text) => {
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			const options = set.name === undefined ? {} : { set: set.name };
			const sources = set.demonstrations.map(({ span }) => variant.text.slice(span.start, span.end));
			for (const addition of [
				{ input: text, output: 'plain' },
				{ input: 'What is plain?', output: text },
			]) {
				const edits = attempt(() => format.insert(variant, set, [addition]));
				if (edits === undefined) {
					continue;
				}
				const added = { name: variant.name, text: applyEdits(variant.text, edits) };
				const after = format.parse(added, options);
				const place = after.demonstrations.findLastIndex(
					({ input, output }) =>
						core(input.text) === core(addition.input) && core(output?.text) === core(addition.output),
				);
				expect(place, `${variant.variant}: ${JSON.stringify(added.text)}`).not.toBe(-1);
				expect(after.task?.text).toBe(set.task?.text);
				expect(after.problems).toHaveLength(set.problems.length);
				const left = after.demonstrations.toSpliced(place, 1);
				expect(left.map(({ span }) => added.text.slice(span.start, span.end))).toEqual(sources);
				const removed = format.remove(added, after, after.demonstrations[place]?.id ?? '');
				expect(applyEdits(added.text, removed)).toBe(variant.text);
			}
		}
	});
});
