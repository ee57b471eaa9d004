import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/base/errors';
import { applyEdits } from '../../../../src/base/textRange';
import { naturalInstructions } from '../../../../src/demonstrations/formats/naturalInstructions';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'task.json', text });

describe('parse', () => {
	test('reads positive examples and then instances, with the first of several outputs', () => {
		const { demonstrations, problems } = naturalInstructions.parse(fixture('capitals.json'));
		expect(demonstrations.map(({ id, input, output }) => [id, input.text, output?.text])).toEqual([
			['1', 'Perú', 'Lima'],
			['2', 'The country called "the land of the rising sun" 🌅', 'Tokyo'],
			['3', 'Bolivia', 'Sucre'],
			['4', 'Norway', undefined],
		]);
		expect(demonstrations.map(({ rationale }) => rationale?.text)).toEqual([
			'Lima is the capital of Perú.',
			'',
			undefined,
			undefined,
		]);
		expect(problems).toEqual([]);
	});

	test('takes the definition for the task', () => {
		const { text } = fixture('capitals.json');
		const { task } = naturalInstructions.parse(named(text));
		expect(task?.text).toBe('Give the capital of the country.\nAnswer with its name alone.');
		expect(text.slice(task?.span?.start, task?.span?.end)).toMatch(/^Give the capital[^]*name alone\.$/);
	});

	test('spans cut out what decodes to the text', () => {
		for (const document of variantsOf(fixture('capitals.json'))) {
			for (const { input, output, rationale, span } of naturalInstructions.parse(document).demonstrations) {
				expect(document.text.slice(span.start, span.end)).toMatch(/^\{[^]*\}$/);
				for (const field of [input, output, rationale].filter(given => given !== undefined)) {
					expect(JSON.parse(`"${document.text.slice(field.span.start, field.span.end)}"`)).toBe(field.text);
				}
			}
		}
	});

	test('says where the JSON is broken and reads the rest', () => {
		const { text } = fixture('capitalsBroken.json');
		const { demonstrations, problems } = naturalInstructions.parse(named(text));
		expect(demonstrations.map(({ input }) => input.text)).toEqual(['Peru', 'Chile']);
		expect(problems.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
			['This is not valid JSON: a comma is missing.', '"output"'],
			['This example has no "output".', '{ "input": "Ghana" }'],
		]);
	});

	test('does not fall over nesting without end', () => {
		const { demonstrations, problems } = naturalInstructions.parse(named(`{"Definition": ${'['.repeat(500_000)}`));
		expect(demonstrations).toEqual([]);
		expect(problems).toHaveLength(1);
	});
});

describe('detect', () => {
	test('knows the format by its content', () => {
		for (const document of variantsOf(fixture('capitals.json'))) {
			expect(naturalInstructions.detect({ ...document, name: 'untitled' })).toBeGreaterThan(0.9);
		}
	});

	test.each([
		['a manifest', '{"name": "x", "version": "1.0.0"}'],
		['a list', '[{"input": "a", "output": "b"}]'],
		['version 1', '{"Title": "x", "Definition": "y", "Instances": [], "Examples": {"Positive Examples": []}}'],
		['a glossary', '{"Definition": ["a", "b"]}'],
	])('leaves %s alone', (_, text) => {
		expect(naturalInstructions.detect(named(text))).toBe(0);
	});
});

describe('insert and remove', () => {
	test('writes after the last positive example, with its keys and indentation', () => {
		const document = fixture('capitals.json');
		const [edit] = naturalInstructions.insert(document, naturalInstructions.parse(document), [
			{ input: 'Chad', output: 'N’Djamena' },
		]);
		expect(edit?.newText).toBe(
			',\n        {\n            "input": "Chad",\n            "output": "N’Djamena",\n            "explanation": ""\n        }',
		);
	});

	test('anything added is read back as the last positive example, and nothing else changes', () => {
		for (const document of variantsOf(fixture('capitals.json'))) {
			const set = naturalInstructions.parse(document);
			for (const demonstration of nastyDemonstrations(40, 11)) {
				const text = applyEdits(document.text, naturalInstructions.insert(document, set, [demonstration]));
				const after = naturalInstructions.parse(named(text));
				expect(after.problems).toEqual([]);
				expect(after.demonstrations).toHaveLength(5);
				expect(after.demonstrations[2]).toMatchObject({
					input: { text: demonstration.input },
					output: { text: demonstration.output },
				});
				expect(applyEdits(text, naturalInstructions.remove(named(text), after, '3'))).toBe(document.text);
			}
		}
	});

	test('fills an empty list as the file is laid out', () => {
		const empty = (text: string) => {
			const document = named(text);
			const edits = naturalInstructions.insert(document, naturalInstructions.parse(document), [
				{ input: 'a', output: 'b' },
				{ input: 'c', output: 'd' },
			]);
			return applyEdits(text, edits);
		};
		const spread = '{\n  "Definition": ["x"],\n  "Positive Examples": []\n}\n';
		const filled = empty(spread);
		expect(filled).toBe(
			JSON.stringify(
				{
					Definition: ['x'],
					'Positive Examples': [
						{ input: 'a', output: 'b', explanation: '' },
						{ input: 'c', output: 'd', explanation: '' },
					],
				},
				undefined,
				2,
			).replace('[\n    "x"\n  ]', '["x"]') + '\n',
		);
		expect(empty('{"Definition":["x"],"Positive Examples":[]}')).toBe(
			'{"Definition":["x"],"Positive Examples":[{"input":"a","output":"b","explanation":""},{"input":"c","output":"d","explanation":""}]}',
		);
	});

	test('says what to do where there is no list to add to', () => {
		const document = named('{"Definition": ["x"], "Instances": []}');
		const insert = () =>
			naturalInstructions.insert(document, naturalInstructions.parse(document), [{ input: 'a', output: 'b' }]);
		expect(insert).toThrow(UserError);
		expect(insert).toThrow('Add an empty one');
	});

	test.each(['1', '2', '3', '4'])('removing demonstration %s leaves valid JSON without it', id => {
		for (const document of variantsOf(fixture('capitals.json'))) {
			const set = naturalInstructions.parse(document);
			const text = applyEdits(document.text, naturalInstructions.remove(document, set, id));
			const left = naturalInstructions.parse(named(text));
			expect(left.problems).toEqual([]);
			expect(left.demonstrations.map(({ input }) => input.text)).toEqual(
				set.demonstrations.filter(other => other.id !== id).map(({ input }) => input.text),
			);
		}
	});
});
