import { expect, test } from 'vitest';
import { detectFormat, formatById, formats } from '../../../src/demonstrations/registry';
import { fixture } from './samples';

test.each([
	['questions.jsonl', 'jsonl'],
	['capitals.json', 'natural-instructions-v2'],
	['list.yaml', 'promptfoo-yaml'],
	['alpaca.json', 'alpaca'],
	['alpaca.jsonl', 'alpaca'],
	['autoCot.json', 'auto-cot'],
	['capitalsV1.json', 'natural-instructions-v1'],
	['causes.json', 'instruction-induction'],
	['chat.jsonl', 'jsonl'],
	['choices.task.json', 'big-bench'],
	['dates.json', 'big-bench'],
	['evaluation.jsonl', 'ai-toolkit'],
	['fewShot.json', 'langchain-json'],
	['fewShotElsewhere.json', 'langchain-json'],
	['formalise.json', 'instruction-induction'],
	['icil.json', 'json-texts'],
	['langSmith.jsonl', 'langsmith'],
	['langfuse.json', 'langfuse'],
	['parallel.json', 'parallel-arrays'],
	['program.json', 'dspy-program'],
	['promptMap.json', 'json-texts'],
	['reviews.json', 'json'],
	['seedTasks.jsonl', 'self-instruct'],
	['snips.json', 'snips-nlu'],
	['tests.json', 'promptfoo-json'],
	['tests.promptfooconfig.json', 'promptfoo-json'],
	['toolCalls.json', 'sharegpt'],
	['trainset.json', 'dspy-dataset'],
])('%s is read as %s', (name, id) => {
	expect(detectFormat(fixture(name))?.id).toBe(id);
});

test('a file of another kind has no format', () => {
	expect(detectFormat(fixture('log.jsonl'))).toBeUndefined();
});

test('formats are found by their id, which sets carry', () => {
	for (const format of formats) {
		expect(formatById(format.id)).toBe(format);
		expect(format.parse({ name: '', text: '' }).format).toBe(format.id);
	}
	expect(formatById('none')).toBeUndefined();
});
