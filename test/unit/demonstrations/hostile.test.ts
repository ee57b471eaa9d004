import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/demonstrations/registry';
import { complaintsAbout } from '../../fuzz/checks';

const record = '{"input": "a question here", "output": "an answer"}';
const long = 'x'.repeat(200_000);
const words = 'a b '.repeat(50_000);

/** Aliases of aliases: nine levels of nine are 400 million values. */
const bomb = Array.from({ length: 10 }, (_, level) =>
	level === 0 ? 'a0: &a0 [lol, lol]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(8)}*a${level - 1}]`,
).join('\n');

/** Inputs made to break readers. Each is given to every format, whatever it was made for. */
const inputs: Readonly<Record<string, string>> = {
	'an empty file': '',
	'a byte order mark alone': '\ufeff',
	'white space': ' \n\t\r\n  \r ',
	'NUL bytes': `\0\0${record}\0\n\0Q: a\0\nA: b\n\0`,
	'NUL bytes in strings': '{"input": "a\0b", "output": "c\0"}\n',
	'a long line of JSON': `{"input": "${long}", "output": "${long}"}\n{"input": "${words}", "output": "b"}`,
	'a long line of text': `Q: ${long}\nA: ${words}\n\nQ: ${words}\nA: b\n`,
	'a long line of YAML': `- input: ${words}\n  output: ${long}\n- input: '${words}'\n  output: b\n`,
	'a long line of a table': `input,output\n"${words}",${long}\n${words},b\n`,
	'a long line of brackets': '['.repeat(20_000),
	'a long line of braces': '{"a":'.repeat(10_000),
	'a long line of quotes': '"'.repeat(10_000),
	'a long line of backslashes': `{"input": "${'\\'.repeat(199_999)}`,
	'a long line of delimiters': ','.repeat(200_000),
	'a long line of dashes': '- '.repeat(90_000),
	'a long line of colons': 'a: '.repeat(60_000),
	'a long line of template code': '{{ x }}{% raw %}'.repeat(12_000),
	'a long run of spaces': `Q: a${' '.repeat(200_000)}b\nA: c${' '.repeat(200_000)}`,
	'a long run of empty lines': `Q: a\n${'\n'.repeat(8000)}A: b\n${'\r\n'.repeat(8000)}`,
	'many keys of YAML': 'a: b\n'.repeat(40_000),
	'many aliases of nothing': '*a '.repeat(60_000),
	'many documents of YAML': '---\n'.repeat(10_000),
	'many labels': 'Q: a\nA: b\n\n'.repeat(1000),
	'many labels in a line': 'Q: a A: b '.repeat(5000),
	'many headings': '# Example 1\n'.repeat(2000),
	'many fences': '```\n'.repeat(4000),
	'deep nesting of JSON': `{"input": ${'['.repeat(5000)}${']'.repeat(5000)}, "output": "b"}\n`,
	'deep nesting of YAML': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
	'deep nesting of YAML in brackets': `- input: ${'['.repeat(5000)}${']'.repeat(5000)}\n  output: b\n`,
	'aliases of aliases': `${bomb}\ntests:\n  - vars: { input: *a9, expected: *a9 }\n`,
	'aliases of aliases in records': `${bomb}\nexamples:\n  - input: *a9\n    output: *a8\n  - *a9\n`,
	'an alias of itself': 'a: &a [*a]\ntests: &t\n  - vars: &v { input: *v, expected: b }\n  - *t\n',
	'an alias of nothing': '- input: *none\n  output: b\n- input: a\n  output: *none\n',
	'merge keys':
		'base: &b { input: a question, output: b }\nlist:\n  - <<: *b\n  - <<: [*b, *b]\n    output: c\n  - <<: 3\n',
	'merge keys in a circle': 'a: &a\n  <<: *a\n  input: a\nlist:\n  - &r { <<: *r, input: one, output: two }\n',
	'duplicate keys of JSON': '{"input": "a", "input": "b c", "output": "d", "output": "e"}\n',
	'duplicate keys of YAML': '- input: a\n  input: b c\n  output: d\n  output: e\n',
	'duplicate columns': 'input,input,output,output\na,b,c,d\n',
	'numbers that JSON does not have': '[{"input": NaN, "output": Infinity}, {"input": "a b", "output": -NaN}]',
	'numbers without an end': `[{"input": "a b", "output": 1e999}, {"input": "c d", "output": ${'9'.repeat(100_000)}}]`,
	'numbers of YAML':
		'- input: .nan\n  output: .inf\n- input: 0x1F\n  output: 1e999\n- input: 2001-01-01\n  output: ~\n',
	'halves of surrogate pairs': '{"input": "\ud800", "output": "\udc00"}\n{"input": "\\ud800 a", "output": "\\udc00"}\n',
	'halves of surrogate pairs in text': 'Q: \ud800\nA: \udc00\n\nQ: \udbff\nA: \ud83d\n',
	'halves of surrogate pairs in YAML': '- input: "\\ud800 a"\n  output: \udc00\n',
	'keys of prototypes': `{"__proto__": {"input": "a", "output": "b"}, "constructor": "c", "input": "d e", "output": "f"}\n{"toString": 1, "hasOwnProperty": 2, "valueOf": 3}\n`,
	'keys of prototypes in a list':
		'[{"__proto__": {"polluted": true}, "input": "a b", "output": "c"}, {"input": {"__proto__": 1}, "output": {"constructor": {"prototype": {"polluted": true}}}}]',
	'keys of prototypes in YAML':
		'__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\nexamples:\n  - { __proto__: { polluted: true }, input: a b, output: c }\n',
	'columns of prototypes': '__proto__,constructor,input,output\na,b,c d,e\n',
	'variables of prototypes':
		'[{"vars": {"__proto__": "a", "constructor": "b"}, "assert": [{"type": "toString", "value": "c"}]}]',
	'a string that does not close': '[{"input": "a b", "output": "c}, {"input": "d", "output": "e"}]',
	'a string that does not close on a line': '{"input": "a b\n{"input": "a", "output": "b"}\n',
	'a cell that does not close': 'input,output\n"a b,c\nd,e\nf,g\n',
	'a quote of YAML that does not close': '- input: \'a b\n  output: c\n- input: d\n  output: "e\n',
	'a comment that does not close': '/* {"input": "a", "output": "b"}\n',
	'front matter that does not close': '---\nname: a\nsample: { a: b }\nuser:\nHello\n',
	'a block that does not close': 'user:\n{% raw %}a\nassistant:\n{% for x in y %}\nb\n',
	'mixed line ends': `${record}\r\n${record}\n${record}\r${record}`,
	'mixed line ends of text': 'Q: a\r\nA: b\n\rQ: c\rA: d\r\n\r\nQ: e\nA: f',
	'mixed line ends of YAML': '- input: a\r\n  output: b\n- input: c\r  output: d\r\n',
	'mixed line ends of a table': 'input,output\r\na b,"c\rd\ne"\nf,g\rh,i',
	'line ends that are none': `${record}\u2028${record}\u2029${record}\u0085\v\f`,
	'controls and directions': '{"input": "\\u0000\\u001b[31m\\u202e a", "output": "\u202e\u2066b\u001b]0;c\u0007"}\n',
	'tags of YAML':
		'- input: !!js/function "() => 1"\n  output: !<tag:x> b\n- input: !!binary "////"\n  output: !!set { a }\n',
	'documents of YAML': '---\n- input: a b\n  output: c\n---\n- input: d\n  output: e\n...\n',
	'keys of YAML that are no words': '? [a, b]\n: - input: a\n? { c: d }\n: e\n- f\n? |\n  g\n: h\n',
	'a million columns': `${'a,'.repeat(100_000)}input,output\nb\n`,
};

/** A file name of every kind. */
const names = [
	'a.json',
	'a.jsonl',
	'a.jsonc',
	'a.yaml',
	'a.csv',
	'a.tsv',
	'a.txt',
	'a.md',
	'a.prompty',
	'a.jinja2',
	'a',
];

/** Far longer than any takes; a hundred times less than what grows with the square of its length would. */
const patience = 30_000;

describe('hostile input', () => {
	test.each(Object.entries(inputs))(
		'%s: every format reads it, and says where the problems are',
		(_, text) => {
			for (const name of names) {
				for (const format of formats) {
					expect(format.detect({ name, text })).toBeGreaterThanOrEqual(0);
				}
			}
			for (const format of formats) {
				// YAML, tables and prompts are read alike under any name.
				for (const name of /yaml|csv|prompt|rasa|harness|jinja/.test(format.id) ? ['a'] : ['a.json', 'a.jsonl']) {
					expect(complaintsAbout({ name, text }, format)).toEqual([]);
				}
			}
			expect(({} as Readonly<Record<string, unknown>>)['polluted']).toBeUndefined();
		},
		patience,
	);
});
