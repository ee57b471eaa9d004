import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { seededRandom } from '../../../src/base/random';
import { keepOnly } from '../../../src/demonstrations/keepOnly';
import { replaceAll } from '../../../src/demonstrations/replaceAll';
import { detectFormat } from '../../../src/demonstrations/registry';
import { sample } from '../../../src/numeric/sample';
import { pairsOf } from './editing';
import { allFixtures, fixture, variantsOf } from './samples';

const cases = allFixtures().flatMap(document => {
	const format = detectFormat(document);
	return format === undefined ? [] : [{ name: document.name, document, format }];
});

/** Nothing where the format says why it cannot. */
function attempt(action: () => string): string | undefined {
	try {
		return action();
	} catch (error) {
		expect(UserError.is(error), String(error)).toBe(true);
		return undefined;
	}
}

test('in most files a few can be kept and the rest left out', () => {
	const kept = cases.filter(({ document, format }) => {
		const set = format.parse(document);
		return attempt(() => keepOnly(format, document, set, ['1'])) !== undefined;
	});
	expect(kept.length).toBeGreaterThan(cases.length * 0.6);
});

describe.each(cases)('$name', ({ document, format }) => {
	test('what is kept says the same in the order asked for, and is read without problems', () => {
		const random = seededRandom(7);
		for (const variant of variantsOf(document)) {
			const set = format.parse(variant);
			const options = set.name === undefined ? {} : { set: set.name };
			const all = set.demonstrations.map(({ id }) => id);
			for (const count of [1, 2, all.length - 1]) {
				const ids = sample(all, count, random);
				const text = ids.length === 0 ? undefined : attempt(() => keepOnly(format, variant, set, ids, options));
				if (text !== undefined) {
					const after = format.parse({ ...variant, text }, options);
					expect(pairsOf(after)).toEqual(ids.map(id => pairsOf(set)[all.indexOf(id)]));
					expect(after.problems.length).toBeLessThanOrEqual(set.problems.length);
				}
			}
		}
	});
});

test('all demonstrations of a program give way to others', () => {
	const document = fixture('program.json');
	const format = detectFormat(document);
	const set = format?.parse(document);
	if (format === undefined || set === undefined) {
		throw new Error('the fixture is not read');
	}
	const demonstrations = [
		{ input: 'How far is it?', output: 'Not far.' },
		{ input: 'And "quoted"?', output: 'Yes,\nindeed.' },
	];
	const text = replaceAll(format, document, set, demonstrations, set.name === undefined ? {} : { set: set.name });
	expect(() => void JSON.parse(text)).not.toThrow();
	const after = format.parse({ ...document, text }, set.name === undefined ? {} : { set: set.name });
	expect(after.demonstrations.map(({ input, output }) => ({ input: input.text, output: output?.text }))).toEqual(
		demonstrations,
	);
	expect(after.task?.text).toBe(set.task?.text);
});

test('a task definition from elsewhere is no reason to refuse', () => {
	const document = { name: 'a.jsonl', text: '{"input":"a","output":"1"}\n{"input":"b","output":"2"}\n' };
	const format = detectFormat(document);
	const set = format?.parse(document);
	if (format === undefined || set === undefined) {
		throw new Error('the set is not read');
	}
	const withTask = { ...set, task: { text: 'Number the letter.', source: 'sidecar' as const } };
	expect(keepOnly(format, document, withTask, ['2', '1'])).toBe(
		'{"input":"b","output":"2"}\n{"input":"a","output":"1"}\n',
	);
});
