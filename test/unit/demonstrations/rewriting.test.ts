import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { seededRandom } from '../../../src/base/random';
import { applyEdits, type TextEdit } from '../../../src/base/textRange';
import type { DemonstrationSet } from '../../../src/demonstrations/demonstration';
import type { Format, SourceDocument } from '../../../src/demonstrations/format';
import { detectFormat } from '../../../src/demonstrations/registry';
import { pairsOf, withPlainLineEnds } from './editing';
import { allFixtures, fixture, nastyDemonstrations, variantsOf } from './samples';

interface Case {
	readonly name: string;
	readonly document: SourceDocument;
	readonly format: Format;
}

const cases: readonly Case[] = allFixtures().flatMap(document => {
	const format = detectFormat(document);
	return format === undefined ? [] : [{ name: document.name, document, format }];
});

/** Fixtures with a text in a spelling that nothing would be written anew in: needless escapes, quotes left out, lists. */
const respelt: readonly string[] = [
	'alpaca.jsonl',
	'broken.csv',
	'chat.jsonl',
	'claims.tsv',
	'escaped.jsonl',
	'nlu.yml',
	'program.json',
	'replies.promptfooconfig.yaml',
	'reviews.json',
	'weather.harness.yaml',
];

/** The edits, or nothing where the format says why it cannot. */
function attempt(code: string, edit: () => readonly TextEdit[]): readonly TextEdit[] | undefined {
	try {
		return edit();
	} catch (error) {
		expect(UserError.is(error, code), String(error)).toBe(true);
		return undefined;
	}
}

function withEdits(document: SourceDocument, edits: readonly TextEdit[]): SourceDocument {
	return { name: document.name, text: applyEdits(document.text, edits) };
}

/** The set that is read again, of several the same one. */
function readAgain(format: Format, document: SourceDocument, { name }: DemonstrationSet): DemonstrationSet {
	return format.parse(document, name === undefined ? {} : { set: name });
}

/** The source of every demonstration that does not share its own with the one of this index. */
function othersOf({ text }: SourceDocument, { demonstrations }: DemonstrationSet, index: number): readonly string[] {
	return demonstrations.filter((_, other) => other !== index).map(({ span }) => text.slice(span.start, span.end));
}

describe.each(cases)('$name', ({ document, format }) => {
	const texts = nastyDemonstrations(12, 31);

	test('a demonstration that is replaced says what was asked, and the others keep every byte', () => {
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			for (const [index, { id, output }] of set.demonstrations.entries()) {
				for (const text of texts) {
					const wanted = { input: text.input, output: output === undefined ? '' : text.output };
					const edits = attempt('format.cannotReplace', () => format.replace(variant, set, id, wanted));
					if (edits === undefined) {
						continue;
					}
					const changed = withEdits(variant, edits);
					const after = readAgain(format, changed, set);
					const plain = [wanted.input, output && wanted.output].map(said => said && withPlainLineEnds(said).trim());
					const found = pairsOf(after)[index]?.map(said => said && withPlainLineEnds(said).trim());
					expect(found).toEqual(plain);
					expect(pairsOf(after).toSpliced(index, 1)).toEqual(pairsOf(set).toSpliced(index, 1));
					expect(othersOf(changed, after, index)).toEqual(othersOf(variant, set, index));
				}
			}
		}
	});

	test('replacing by the same changes nothing', () => {
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			for (const { id, input, output } of set.demonstrations) {
				const former = { input: input.text, output: output?.text ?? '' };
				expect(format.replace(variant, set, id, former)).toEqual([]);
			}
		}
	});

	test('replacing by other words and back again restores the bytes, or at least the words', () => {
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			for (const { id, input, output } of set.demonstrations) {
				const wanted = { input: `${input.text} indeed`, output: output?.text ?? '' };
				const edits = attempt('format.cannotReplace', () => format.replace(variant, set, id, wanted));
				if (edits === undefined) {
					continue;
				}
				const changed = withEdits(variant, edits);
				const former = { input: input.text, output: output?.text ?? '' };
				const back = withEdits(changed, format.replace(changed, readAgain(format, changed, set), id, former));
				expect(pairsOf(readAgain(format, back, set))).toEqual(pairsOf(set));
				if (!respelt.includes(document.name)) {
					expect(back.text).toBe(variant.text);
				}
			}
		}
	});

	test('demonstrations in another order keep their bytes, and the order before restores the file', () => {
		const random = seededRandom(11);
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			const ids = set.demonstrations.map(({ id }) => id);
			expect(format.reorder(variant, set, ids)).toEqual([]);
			for (const order of [ids.toReversed(), shuffled(ids, random)]) {
				const edits = attempt('format.cannotReorder', () => format.reorder(variant, set, order));
				if (edits === undefined) {
					continue;
				}
				const changed = withEdits(variant, edits);
				const after = readAgain(format, changed, set);
				expect(pairsOf(after)).toEqual(order.map(id => pairsOf(set)[Number(id) - 1]));
				expect(changed.text).toHaveLength(variant.text.length);
				const inverse = ids.map(id => String(order.indexOf(id) + 1));
				expect(withEdits(changed, format.reorder(changed, after, inverse)).text).toBe(variant.text);
			}
		}
	});
});

function shuffled(ids: readonly string[], random: () => number): readonly string[] {
	return ids
		.map(id => ({ id, key: random() }))
		.sort((a, b) => a.key - b.key)
		.map(({ id }) => id);
}

describe('what can be rewritten', () => {
	/** Fixtures in which every demonstration stands for itself alone. */
	const own = [
		'alpaca.json',
		'alpaca.jsonl',
		'bikes.csv',
		'capitals.json',
		'capitalsMap.json',
		'chat.jsonl',
		'claims.tsv',
		'clauses.txt',
		'commented.jsonc',
		'fewShot.json',
		'fruit.txt',
		'list.yaml',
		'numbered.md',
		'parallel.json',
		'questions.jsonl',
		'reviews.json',
		'tests.json',
		'tests.promptfooconfig.json',
		'words.yaml',
	];

	test.each(own)('%s: plain words in place of any demonstration, and any order', name => {
		const document = fixture(name);
		const format = detectFormat(document);
		if (format === undefined) {
			expect.fail('no format');
		}
		const set = format.parse(document);
		for (const { id, output } of set.demonstrations) {
			const wanted = { input: 'What is new here?', output: output === undefined ? '' : 'This one' };
			const after = readAgain(format, withEdits(document, format.replace(document, set, id, wanted)), set);
			expect(after.demonstrations[Number(id) - 1]?.input.text).toBe(wanted.input);
		}
		const order = set.demonstrations.map(({ id }) => id).toReversed();
		const after = readAgain(format, withEdits(document, format.reorder(document, set, order)), set);
		expect(pairsOf(after)).toEqual(pairsOf(set).toReversed());
	});

	test.each([
		['questions.jsonl', 'a "quoted" \\ word\nand a line'],
		['words.yaml', "it's: #1\nand - more"],
		['bikes.csv', 'one, "two"\nthree'],
	])('%s: quotes and lines', (name, input) => {
		const document = fixture(name);
		const format = detectFormat(document);
		const set = format?.parse(document);
		const [first] = set?.demonstrations ?? [];
		if (format === undefined || set === undefined || first === undefined) {
			expect.fail('no demonstrations');
		}
		const edits = format.replace(document, set, first.id, { input, output: first.output?.text ?? '' });
		expect(format.parse(withEdits(document, edits)).demonstrations[0]?.input.text).toBe(input);
	});

	test('an order that leaves one out, or names one twice, is refused', () => {
		const document = fixture('questions.jsonl');
		const format = detectFormat(document);
		const set = format?.parse(document);
		for (const order of [['1'], ['1', '1', '2']]) {
			expect(() => set && format?.reorder(document, set, order)).toThrow(
				expect.objectContaining({ code: 'format.cannotReorder' }) as Error,
			);
		}
	});
});
