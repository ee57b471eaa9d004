import { describe, expect, test } from 'vitest';
import { dspyProgram } from '../../../../src/demonstrations/formats/dspyProgram';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('program.json');

describe('DSPy programs', () => {
	test('reads the predictor with the most demonstrations, its instructions as task', () => {
		const set = dspyProgram.parse(document);
		expect(set).toMatchObject({ name: 'answer.predict', names: ['answer.predict', 'search'] });
		expect(set.task?.text).toBe('Answer the question from the context.');
		expect(pairsOf(set)).toEqual([
			['question: What is the capital of Norway?\ncontext: ["Oslo | Oslo is the capital of Norway."]', 'Oslo'],
			['Who wrote "Emma"?', 'Jane Austen'],
			['How many legs has a spider?', 'eight'],
		]);
		expect(set.demonstrations[0]?.rationale?.text).toBe('The context names it.');
	});

	test('reads another predictor by its name; what it was not shown to answer has no output', () => {
		const set = dspyProgram.parse(document, { set: 'search' });
		expect(set.task?.text).toBe('Write a search query.');
		expect(pairsOf(set)).toEqual([
			['What is the capital of Norway?', 'capital of Norway'],
			['Which river flows through Rome?', 'river Rome'],
			['Who wrote "Emma"?', undefined],
		]);
	});

	test('reads a single predictor that was saved alone', () => {
		const { search } = JSON.parse(document.text) as { readonly search: unknown };
		const alone = { name: 'predictor.json', text: JSON.stringify(search) };
		expect(dspyProgram.detect(alone)).toBe(0.95);
		expect(dspyProgram.parse(alone).names).toBeUndefined();
		expect(dspyProgram.parse(alone).demonstrations).toHaveLength(3);
	});

	test.each(['answer.predict', 'search'])('spans of %s are exact, what is added goes without a trace', set => {
		expect(dspyProgram.detect(document)).toBe(0.95);
		expectExactJsonSpans(dspyProgram, document, { set });
		expect(expectSafeEdits(dspyProgram, document, undefined, { set })).toBe(150);
		expectEachRemovable(dspyProgram, document, { set });
	});

	test('writes the fields of the signature alone', () => {
		const [edit] = dspyProgram.insert(document, dspyProgram.parse(document), [
			{ input: 'question: Who?\ncontext: ["Ada"]', output: 'Ada' },
		]);
		expect(JSON.parse((edit?.newText ?? '').slice(1))).toEqual({ question: 'Who?', context: ['Ada'], answer: 'Ada' });
	});

	test('leaves other demos alone', () => {
		expect(dspyProgram.detect({ name: 'x.json', text: '{"site": {"demos": [{"title": "x"}]}}' })).toBe(0);
	});
});
