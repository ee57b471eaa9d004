import { describe, expect, test } from 'vitest';
import { instructionInduction } from '../../../../src/demonstrations/formats/instructionInduction';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const files = ['formalise.json', 'causes.json'];

describe('Instruction Induction', () => {
	test('reads numbered examples', () => {
		expect(pairsOf(instructionInduction.parse(fixture('formalise.json')))).toEqual([
			['Call once you get there.', 'Please call upon your arrival.'],
			['This is fire.', 'This is excellent.'],
		]);
	});

	test('asks for the cause of an effect', () => {
		expect(pairsOf(instructionInduction.parse(fixture('causes.json')))[1]).toEqual([
			'School was closed.',
			'It snowed.',
		]);
	});

	test.each(files)('spans of %s are exact, what is added goes without a trace', name => {
		const document = fixture(name);
		expect(instructionInduction.detect(document)).toBe(0.9);
		expectExactJsonSpans(instructionInduction, document);
		expect(expectSafeEdits(instructionInduction, document)).toBe(150);
		expectEachRemovable(instructionInduction, document);
	});

	test('gives a new example the next number', () => {
		const document = fixture('formalise.json');
		const [edit] = instructionInduction.insert(document, instructionInduction.parse(document), [
			{ input: 'a', output: 'b' },
			{ input: 'c', output: 'd' },
		]);
		expect(edit?.newText).toBe(
			',\n    "3": {\n      "input": "a",\n      "output": "b"\n    },\n    "4": {\n      "input": "c",\n      "output": "d"\n    }',
		);
	});

	test('leaves other examples alone', () => {
		const text = '{"examples": {"1": {"input": "a", "output": "b"}}}';
		expect(instructionInduction.detect({ name: 'x.json', text })).toBe(0);
	});
});
