import { describe, expect, test } from 'vitest';
import { textHash } from '../../../src/demonstrations/textHash';
import { conflictingLabel } from '../../../src/findings/conflictingLabel';
import { formatDrift } from '../../../src/findings/formatDrift';
import { labelImbalance } from '../../../src/findings/labelImbalance';
import { defaultLimits } from '../../../src/findings/limits';
import { lowContribution } from '../../../src/findings/lowContribution';
import { nearDuplicate } from '../../../src/findings/nearDuplicate';
import { tooLong } from '../../../src/findings/tooLong';
import { unverifiedAnswer } from '../../../src/findings/unverifiedAnswer';
import { verificationsIn } from '../../../src/findings/verifications';
import { setOf, type Pair } from './demonstrationSet';

const answers = (...outputs: readonly string[]): readonly Pair[] =>
	outputs.map((output, index) => ({ input: `Question ${index + 1}`, output }));

describe('format-drift', () => {
	const odd = (...outputs: readonly string[]) =>
		formatDrift
			.check({ set: setOf(...answers(...outputs)) })
			.map(({ demonstration, message }) => [demonstration, message]);

	test('an output that is no JSON, or lacks a key that the others have', () => {
		const json = (keys: object): string => JSON.stringify(keys);
		const usual = [
			json({ total: 1, currency: 'EUR' }),
			json({ total: 2, currency: 'USD' }),
			json({ total: 3, currency: 'EUR' }),
		];
		expect(odd(...usual, usual[0] ?? '', '{total: 4}')).toEqual([
			['5', 'Is not JSON, unlike the outputs of the others.'],
		]);
		expect(odd(...usual, usual[0] ?? '', json({ total: 4 }))).toEqual([
			['5', 'Has no key “currency”, unlike the outputs of the others.'],
		]);
	});

	test('a word among numbers, and an answer that is not announced', () => {
		expect(odd('4', '1,250', '−3.5', 'twelve', '$7')).toEqual([
			['4', 'Is not a number, unlike the outputs of the others.'],
		]);
		expect(odd(...[1, 2, 3, 4].map(n => `It is ${n}.\n#### ${n}`), 'It is 5.')).toEqual([
			['5', 'Does not announce its final answer, unlike the outputs of the others.'],
		]);
	});

	test('another beginning, an essay among short answers, white space at an end', () => {
		expect(odd('(A)', '(B)', '(A)', 'B', '(C)')).toEqual([
			['4', 'Does not begin with “(”, unlike the outputs of the others.'],
		]);
		const essay =
			'Since the sky is blue and the grass is green, and all the birds of the wood sing at noon when the wind is low, I think that it is yes.';
		expect(odd('yes', 'no', 'yes', 'no', essay)).toEqual([
			['5', 'Says much more than a short answer, unlike the outputs of the others.'],
		]);
		expect(odd('red fox', 'owl', ' hen', 'pig', 'cow')).toEqual([
			['3', 'Begins or ends with white space, unlike the outputs of the others.'],
		]);
	});

	test('a label that is spelled otherwise', () => {
		expect(odd('spam', 'ham', 'spam', 'Spam.', 'ham', 'spam', 'spam')).toEqual([
			['4', 'Writes the label “spam” as “Spam.”, unlike the others.'],
		]);
	});

	test('leaves alone what has no form, small sets, and a form that only some have', () => {
		expect(odd('The cat sat.', 'It rained all day', 'Why not?', '42', 'A dog barked at noon.')).toEqual([]);
		expect(odd('1', '2', '3', 'four')).toEqual([]);
		expect(odd('1', '2', '3', 'four', 'five', '6')).toEqual([]);
	});
});

describe('label-imbalance', () => {
	const of = (...counts: readonly (readonly [string, number])[]) =>
		setOf(...answers(...counts.flatMap(([label, count]) => Array.from({ length: count }, () => label))));

	test('stands once, on the first output of the commonest label, and leads to the others', () => {
		const set = of(['no', 9], ['yes', 1]);
		expect(labelImbalance.check({ set })).toEqual([
			{
				span: set.demonstrations[0]?.output?.span,
				message: '9 of 10 demonstrations have the output “no”, and the other label has 1: label balance is 0.47.',
				related: ['10'],
			},
		]);
	});

	test('one label alone is as uneven as can be', () => {
		expect(labelImbalance.check({ set: of(['no', 6]) }).map(({ message }) => message)).toEqual([
			'Every demonstration has the output “no”: nothing shows when another one is right.',
		]);
	});

	test('leaves alone what is even enough, what is no label, and small sets', () => {
		expect(labelImbalance.check({ set: of(['no', 6], ['yes', 2]) })).toEqual([]);
		expect(labelImbalance.check({ set: setOf(...answers('a b', 'c d', 'e f', 'g h', 'i j', 'k l')) })).toEqual([]);
		expect(labelImbalance.check({ set: of(['no', 5]) })).toEqual([]);
		expect(
			labelImbalance.check({ set: of(['no', 9], ['yes', 1]), limits: { ...defaultLimits, labelBalance: 0.4 } }),
		).toEqual([]);
	});
});

describe('too-long', () => {
	const found = (...lengths: readonly number[]) =>
		tooLong
			.check({ set: setOf(...lengths.map(tokens => ({ input: 'abcd'.repeat(tokens), output: '' }))) })
			.map(({ demonstration, message, related }) => [demonstration, message, related]);

	test('more tokens than a prompt should give to one demonstration', () => {
		expect(found(10, 4001)).toEqual([
			[
				'2',
				'About 4,001 tokens long, and every request pays for them: more than 4,000 are too many for one demonstration.',
				[],
			],
		]);
	});

	test('as long as many of its siblings together', () => {
		expect(found(20, 25, 30, 25, 600)).toEqual([
			['5', 'About 600 tokens long: as much as 24 demonstrations of middling length such as 2.', ['2']],
		]);
	});

	test('what is short in itself is never too long beside the others', () => {
		expect(found(2, 2, 2, 2, 499)).toEqual([]);
	});
});

describe('low-contribution', () => {
	const set = setOf(...answers('a', 'b', 'c', 'd', 'e'));
	const twins = [1, 0, 3, 2, 0].map(index => ({ index, similarity: 0.9 }));

	test('says which one adds nothing, and what it is like', () => {
		expect(lowContribution.check({ set, contributions: [0.4, 0.5, -0.02, 0.3, 0.6], twins })).toEqual([
			{
				demonstration: '3',
				span: set.demonstrations[2]?.span,
				message:
					'Adds next to nothing to the diversity of the set (contribution −0.02): to the probe it is much like demonstration 4.',
				related: ['4'],
			},
		]);
	});

	test('of two that are each other’s twin only the lower one, and of many only the lowest', () => {
		const demonstrations = Array.from({ length: 40 }, (_, index) => `${index}`);
		const many = setOf(...answers(...demonstrations));
		const contributions = demonstrations.map((_, index) => (index < 12 ? -0.01 * (index + 1) : 0.5));
		const pairs = demonstrations.map((_, index) => ({ index: index ^ 1, similarity: 0.9 }));
		const found = lowContribution.check({ set: many, contributions, twins: pairs });
		expect(found.map(({ demonstration }) => demonstration)).toEqual(['6', '8', '10', '12']);
	});

	test('says nothing where no probe read the set', () => {
		expect(lowContribution.check({ set })).toEqual([]);
	});
});

describe('unverified-answer', () => {
	const set = setOf(...answers('red', 'blue', 'green', 'grey'));
	const hashOf = (place: number): string => textHash(set.demonstrations[place] ?? expect.fail('no demonstration'));
	const line = (place: number, rest: object): string =>
		JSON.stringify({ demonstration: hashOf(place), strategy: 'prismatic', model: 'writer', ...rest });
	const found = (...lines: readonly string[]) =>
		unverifiedAnswer
			.check({ set, verifications: verificationsIn(lines.join('\n')) })
			.map(({ demonstration, message }) => [demonstration, message]);

	test('what was not checked, and what most answers speak against', () => {
		expect(
			found(
				line(0, {}),
				line(1, { verification: { comparison: 'label', agreed: 1, asked: 3 } }),
				line(2, { verification: { comparison: 'label', agreed: 2, asked: 3 } }),
			),
		).toEqual([
			['1', 'Written by a language model, and nobody has checked its output.'],
			['2', 'Written by a language model, which gave this output in 1 of 3 answers to the input.'],
		]);
	});

	test('what a person changed, what came from a pool and what cannot be read is not spoken of', () => {
		const fromPool = JSON.stringify({ demonstration: hashOf(1), strategy: 'pool' });
		expect(found(line(0, { edited: true }), fromPool, '{"demonstration":', '')).toEqual([]);
	});
});

test('conflicting-label: free text may be right in several ways, and what is announced may not', () => {
	const conflicts = (first: string, second: string): number =>
		conflictingLabel.check({ set: setOf({ input: 'Why?', output: first }, { input: 'why?', output: second }) }).length;
	expect(conflicts('I am sorry, but that is not for me to say.', 'That is a question which I cannot answer.')).toBe(0);
	expect(conflicts('Two and two.\nThe answer is 4.', 'Two times two and one.\nThe answer is 5.')).toBe(2);
	expect(conflicts('{"queue": "billing"}', '{"queue": "orders"}')).toBe(2);
});

describe('near-duplicate: alike in words, and not the same', () => {
	const isFound = (first: Pair, second: Pair): boolean => nearDuplicate.check({ set: setOf(first, second) }).length > 0;

	test.each([
		['op a b picks the greater one of a and b. op 35 58', 'op a b picks the greater one of a and b. op 58 35'],
		['Multiply the numbers in this list: -12, 4', 'Multiply the numbers in this list: 12, 4'],
		['He will travel around the world. Change to PAST PERFECT.', 'He will travel around the world. Change to FUTURE.'],
		['Write a function in C that sorts a list of names.', 'Write a function in C++ that sorts a list of names.'],
		['How do I turn the alarm on in the morning?', 'How do I turn the alarm off in the morning?'],
		['What happened in the story before the storm?', 'What happened in the story after the storm?'],
	])('%s', (first, second) => {
		expect(isFound({ input: first, output: 'x' }, { input: second, output: 'x' })).toBe(false);
	});

	test('a text in capitals is still the same text', () => {
		expect(isFound({ input: 'WHERE IS MY PARCEL?', output: 'x' }, { input: 'Where is my parcel?', output: 'x' })).toBe(
			true,
		);
	});

	test('outputs that fill other slots are not alike', () => {
		const [first, second] = ['item: book\nrating: 4', 'item: book\nrating: 4\nbest: 6'];
		expect(isFound({ input: 'Rate this book 4', output: first }, { input: 'Rate this book a 4', output: second })).toBe(
			false,
		);
		expect(isFound({ input: 'Rate this book 4', output: first }, { input: 'Rate this book a 4', output: first })).toBe(
			true,
		);
	});
});
