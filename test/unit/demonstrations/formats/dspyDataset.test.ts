import { describe, expect, test } from 'vitest';
import { dspyDataset } from '../../../../src/demonstrations/formats/dspyDataset';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('trainset.json');

describe('DSPy datasets', () => {
	test('keeps what is to train on apart from what is to validate with', () => {
		const set = dspyDataset.parse(document);
		expect(set).toMatchObject({ name: 'trainset', names: ['trainset', 'valset'] });
		expect(pairsOf(set)).toEqual([
			['3 pens at $2', '600'],
			['1 cup at $4.50', '450'],
		]);
		expect(pairsOf(dspyDataset.parse(document, { set: 'valset' }))).toEqual([['2 maps at $5', '1000']]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(dspyDataset.detect(document)).toBe(0.9);
		expectExactJsonSpans(dspyDataset, document);
		expect(expectSafeEdits(dspyDataset, document)).toBe(150);
		expectEachRemovable(dspyDataset, document);
	});

	test('writes the keys that are inputs, and numbers as numbers', () => {
		const [edit] = dspyDataset.insert(document, dspyDataset.parse(document), [{ input: '1 pin', output: '5' }]);
		expect(edit?.newText).toBe(
			',\n    {\n      "data": { "invoice": "1 pin", "total_cents": 5 },\n      "input_keys": ["invoice"]\n    }',
		);
	});

	test('leaves other data alone', () => {
		expect(dspyDataset.detect({ name: 'x.json', text: '{"rows": [{"data": {"a": 1}}]}' })).toBe(0);
	});
});
