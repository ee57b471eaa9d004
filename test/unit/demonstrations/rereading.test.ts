import { describe, expect, test } from 'vitest';
import { changeBetween } from '../../../src/base/textChange';
import { hashSeed, seededRandom, type Random } from '../../../src/base/random';
import type { DemonstrationSet } from '../../../src/demonstrations/demonstration';
import { detectFormat, formats } from '../../../src/demonstrations/registry';
import { allFixtures, variantsOf } from './samples';

/** What tells lines, rows, cells and examples apart, and some words. */
const fragments = [
	'\n',
	'\r',
	'\r\n',
	'\n\n',
	'"',
	'""',
	'","',
	',',
	'\t',
	'\ufeff',
	' ',
	'x',
	'a word or two',
	'Q: ',
	'A: ',
	'\nQ: what is it?\nA: a thing\n',
	'\n{"input": "one more", "output": "yes"}\n',
	'\n"one more",yes\n',
	'{',
	'}',
	'---\n',
	'```\n',
	'# Example 1\n',
];

const editsPerFile = 40;

const files = allFixtures()
	.flatMap(variantsOf)
	.map(file => ({ file, format: detectFormat(file) }))
	.filter(({ format }) => format?.reread !== undefined);

test('lines, tables and prompts are among the formats that read only what changed', () => {
	const ids = formats.filter(format => format.reread !== undefined).map(({ id }) => id);
	expect(ids).toEqual(expect.arrayContaining(['jsonl', 'alpaca', 'sharegpt', 'csv', 'promptfoo-csv', 'prompt-text']));
	expect(new Set(files.map(({ format }) => format?.id)).size).toBeGreaterThan(5);
});

describe('reading again after edits gives what reading the whole text gives', () => {
	test.each(files.map(({ file, format }) => [`${file.name} ${file.variant}`, file, format] as const))(
		'%s',
		(name, { name: fileName, text: original }, format) => {
			const random = seededRandom(hashSeed(name));
			let text = original;
			let set: DemonstrationSet | undefined = format?.parse({ name: fileName, text });
			for (let edit = 0; edit < editsPerFile; edit++) {
				const next = edited(random, text);
				const change = changeBetween(text, next);
				if (change === undefined || set === undefined) {
					continue;
				}
				const document = { name: fileName, text: next };
				const again = format?.reread?.(document, set, change);
				expect(again).toEqual(format?.parse(document));
				text = next;
				set = again;
			}
		},
	);
});

/** The text with one to three places changed, as typing, pasting and cutting do; now and then a line goes elsewhere. */
function edited(random: Random, text: string): string {
	let result = text;
	const changes = 1 + Math.floor(random() * 3);
	for (let change = 0; change < changes; change++) {
		const start = Math.floor(random() ** (random() < 0.3 ? 4 : 1) * (result.length + 1));
		const length = random() < 0.5 ? Math.floor(random() ** 3 * 120) : 0;
		const end = Math.min(result.length, start + length);
		const fragment = fragments[Math.floor(random() * fragments.length)] ?? '';
		const moved = random() < 0.1 ? result.slice(start, end) : '';
		result = result.slice(0, start) + (random() < 0.7 ? fragment : '') + result.slice(end) + moved;
	}
	return result;
}
