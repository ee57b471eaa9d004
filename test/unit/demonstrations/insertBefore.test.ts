import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { applyEdits, type TextEdit } from '../../../src/base/textRange';
import { insertBefore } from '../../../src/demonstrations/insertBefore';
import { detectFormat } from '../../../src/demonstrations/registry';
import { pairsOf } from './editing';
import { allFixtures, fixture, nastyDemonstrations, variantsOf } from './samples';

const cases = allFixtures().flatMap(document => {
	const format = detectFormat(document);
	return format === undefined ? [] : [{ name: document.name, document, format }];
});

const plain = [
	{ input: 'What is new here?', output: 'This one' },
	{ input: 'And after it?', output: 'Another' },
];

/** The edits, or nothing where the format says why it cannot. */
function attempt(edit: () => readonly TextEdit[]): readonly TextEdit[] | undefined {
	try {
		return edit();
	} catch (error) {
		expect(UserError.is(error, 'format.cannotInsert'), String(error)).toBe(true);
		return undefined;
	}
}

/** Files in which what precedes a demonstration decides what it says, or several share their source. */
const bound = ['nlu.yml', 'scenarios.yaml', 'seedTasks.jsonl'];

/** Numbers that count demonstrations belong to the place. */
const numbered = ['numbered.md'];

describe.each(cases)('$name', ({ document, format }) => {
	test('what is put before a demonstration stands there, and the bytes are restored by removing it', () => {
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			const options = set.name === undefined ? {} : { set: set.name };
			for (const [index, { id }] of set.demonstrations.entries()) {
				for (const additions of [plain, ...nastyDemonstrations(4, index).map(addition => [addition])]) {
					const edits = attempt(() => insertBefore(format, variant, set, additions, id));
					if (edits === undefined) {
						const canAppend = attempt(() => format.insert(variant, set, additions)) !== undefined;
						expect(canAppend && additions === plain && !bound.includes(document.name)).toBe(false);
						continue;
					}
					let text = applyEdits(variant.text, edits);
					const after = format.parse({ ...variant, text }, options);
					expect(pairsOf(after).toSpliced(index, additions.length)).toEqual(pairsOf(set));
					if (additions === plain) {
						const said = plain.map(({ input, output }) => [input, output]);
						expect(pairsOf(after).slice(index, index + 2)).toEqual(said);
					}
					for (let count = additions.length; count > 0; count--) {
						const now = { ...variant, text };
						const grown = format.parse(now, options);
						text = applyEdits(text, format.remove(now, grown, grown.demonstrations[index]?.id ?? ''));
					}
					if (numbered.includes(document.name)) {
						let number = 0;
						text = text.replace(/(?<=Example )\d+/g, () => String(++number));
					}
					expect(text).toBe(variant.text);
				}
			}
		}
	});
});

test('numbers count on, comments stay with what they stand before', () => {
	const insert = (name: string, before: string) => {
		const document = fixture(name);
		const format = detectFormat(document);
		if (format === undefined) {
			expect.fail('no format');
		}
		return applyEdits(
			document.text,
			insertBefore(format, document, format.parse(document), [{ input: 'a', output: 'b' }], before),
		);
	};
	expect(insert('numbered.md', '2').match(/Example \d/g)).toEqual(['Example 1', 'Example 2', 'Example 3']);
	expect(insert('commented.jsonc', '2')).toMatchInlineSnapshot(`
		"// Written by hand.
		[
			// the easy ones
			{ "input": "red, yellow", "output": "orange" }, // checked
			/* still
			   open */
			{ "input": "a", "output": "b" },
			{
				"input": "blue, yellow", // two of them
				"output": "green",
			},
			// the hard one
			{ "input": "red, \\"white\\"", "output": "pink" }, // done
		]
		"
	`);
});

test('an id that is not there is refused', () => {
	const document = fixture('questions.jsonl');
	const format = detectFormat(document);
	const set = format?.parse(document);
	expect(() => set && format && insertBefore(format, document, set, plain, '99')).toThrow(
		expect.objectContaining({ code: 'format.cannotInsert' }) as Error,
	);
});
