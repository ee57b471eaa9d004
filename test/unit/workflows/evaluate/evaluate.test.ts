import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/base/errors';
import { nullLogger } from '../../../../src/base/logger';
import type { ChatModel } from '../../../../src/llm/chatModel';
import { evaluationSchema, type Evaluation } from '../../../../src/protocol/evaluation';
import { analyze, type AnalyzedSet } from '../../../../src/workflows/analyze';
import { evaluate, type EvaluateOptions } from '../../../../src/workflows/evaluate/evaluate';
import { evaluationPlan, prepareEvaluation } from '../../../../src/workflows/evaluate/prepareEvaluation';
import type { Retrieval } from '../../../../src/workflows/evaluate/shots';
import { inspect, type InspectedSet } from '../../../../src/workflows/inspect';
import { directMeasurer } from '../../../../src/workflows/measure';
import { copycatModel, examplesIn } from '../../../support/copycatModel';
import { FakeProbe } from '../../../support/fakeProbe';
import { scriptedModel } from '../../../support/scriptedModel';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

type Rows = readonly (readonly [input: string, output: string, reasoning?: string])[];

const document = (name: string, rows: Rows): { name: string; text: string } => ({
	name,
	text: rows
		.map(([input, output, rationale]) => `${JSON.stringify({ input, ...(rationale ? { rationale } : {}), output })}\n`)
		.join(''),
});

const animals: Rows = [
	['the cat sleeps on the warm roof', 'animal'],
	['the dog barks at the post van', 'animal'],
	['a horse gallops over green fields', 'animal'],
];
const machines: Rows = [
	['the drill needs a new battery', 'machine'],
	['the printer is out of paper', 'machine'],
	['a truck with a broken engine', 'machine'],
];
const set = document('set.jsonl', [...animals, ...machines]);

/** Two the demonstrations help with, one in the set, one without an output, one that is wrong by them. */
const validation = document('validation.jsonl', [
	['the cat hides from the dog', 'animal'],
	['the printer prints on paper', 'machine'],
	['the dog barks at the post van', 'animal'],
	['nobody knows', ''],
	['the toy cat sleeps on the warm roof', 'machine'],
]);

const usual = { budget: { calls: 100 }, seed: 1 };

async function analyzed(source = set): Promise<AnalyzedSet> {
	return await analyze(services, { document: source });
}

async function evaluated(
	model: ChatModel,
	{
		retrieval = 'bm25',
		shots = 3,
		against,
		on = validation,
		of = set,
		...options
	}: Partial<EvaluateOptions> & {
		retrieval?: Retrieval;
		shots?: number;
		against?: { name: string; text: string };
		on?: { name: string; text: string };
		of?: { name: string; text: string };
	} = {},
): Promise<Evaluation> {
	const prepared = await prepareEvaluation(services, await analyzed(of), inspected(on), {
		retrieval,
		shots,
		...(against === undefined ? {} : { against: await analyzed(against) }),
	});
	return await evaluate(services, model, prepared, { ...usual, ...options });
}

function inspected(source: { name: string; text: string }): InspectedSet {
	return inspect({ document: source });
}

describe('evaluate', () => {
	test('counts right answers, with their interval, by region and by label', async () => {
		const evaluation = await evaluated(copycatModel());
		expect(evaluationSchema.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
		expect(evaluation).toMatchObject({
			comparison: 'label',
			count: 3,
			leftOut: { unanswered: 1, inSet: 1 },
			accuracy: { correct: 2, total: 3 },
			stopped: { reason: 'complete' },
			ledger: { calls: 3 },
		});
		expect(evaluation.accuracy.low).toBeLessThan(2 / 3);
		expect(evaluation.accuracy.high).toBeGreaterThan(2 / 3);
		expect(evaluation.labels?.map(({ label, accuracy }) => [label, accuracy.correct, accuracy.total])).toEqual([
			['machine', 1, 2],
			['animal', 1, 1],
		]);
		const totals = evaluation.regions.map(({ accuracy }) => accuracy.total);
		expect(totals.reduce((sum, total) => sum + total, 0)).toBe(3);
	});

	test('links an error to the demonstrations nearest to it and to those that were shown', async () => {
		const { errors, regions } = await evaluated(copycatModel());
		expect(errors).toHaveLength(1);
		expect(errors[0]).toMatchObject({ number: 5, expected: 'machine', answer: 'animal' });
		expect(errors[0]?.nearest).toHaveLength(3);
		expect(errors[0]?.nearest[0]?.similarity).toBeGreaterThanOrEqual(errors[0]?.nearest[1]?.similarity ?? 1);
		expect(regions.map(({ id }) => id)).toContain(errors[0]?.region);
		expect(errors[0]?.shots).toHaveLength(3);
	});

	test('asks without drawing, one call an example, and never shows the expected output', async () => {
		const model = scriptedModel({ answer: () => '{"answer": "machine"}' });
		await evaluated(model, { shots: 1, retrieval: 'fixed' });
		expect(model.options.map(options => options?.temperature)).toEqual([0, 0, 0]);
		expect(model.prompts.every(prompt => !prompt.includes('machine'))).toBe(true);
	});

	test('shows the demonstrations most like the input, the most similar last', async () => {
		const model = copycatModel();
		await evaluated(model, { shots: 2 });
		const prompt = model.prompts.find(text => text.includes('the printer prints')) ?? '';
		expect(examplesIn(prompt)).toHaveLength(2);
		expect(examplesIn(prompt).at(-1)?.input).toBe('the printer is out of paper');
	});

	test('shows the first ones, or the most diverse ones, whatever the input', async () => {
		const shown: (readonly string[])[] = [];
		for (const retrieval of ['fixed', 'diverse'] as const) {
			const model = copycatModel();
			await evaluated(model, { shots: 2, retrieval });
			const sets = model.prompts.map(prompt => examplesIn(prompt).map(({ input }) => input));
			expect(new Set(sets.map(inputs => inputs.join('|'))).size).toBe(1);
			shown.push(sets[0] ?? []);
		}
		expect(shown[0]).toEqual(animals.slice(0, 2).map(([input]) => input));
		expect(shown[1]).toHaveLength(2);
	});

	test('shows the reasoning where every demonstration has it, and compares the answer alone', async () => {
		const reasoned = document('reasoned.jsonl', [
			['2 + 3', '5', 'two and three'],
			['4 + 4', '8', 'twice four'],
			['1 + 8', '9', 'one more than eight'],
		]);
		const model = scriptedModel({ answer: () => '{"reasoning": "seven and two", "answer": "It is 9.0"}' });
		const evaluation = await evaluated(model, {
			of: reasoned,
			on: document('sums.jsonl', [['7 + 2', '9', 'seven and two']]),
		});
		expect(model.prompts[0]).toContain('"reasoning":"twice four"');
		expect(evaluation).toMatchObject({ comparison: 'number', accuracy: { correct: 1, total: 1 } });
	});

	test('compares two versions on the same examples', async () => {
		const machinesOnly = document('worse.jsonl', [...machines, ['a crane', 'machine']]);
		const evaluation = await evaluated(copycatModel(), { against: machinesOnly });
		expect(evaluation.against).toMatchObject({
			file: 'worse.jsonl',
			accuracy: { correct: 2, total: 3 },
			both: 1,
			onlyThis: 1,
			onlyOther: 1,
			neither: 0,
			pValue: 1,
		});
		expect(evaluation.ledger.calls).toBe(6);
	});

	test('gives the same whatever the order in which answers come', async () => {
		const slow = copycatModel();
		const late: ChatModel = {
			name: slow.name,
			complete: async (messages, options) => {
				const answer = await slow.complete(messages, options);
				await new Promise(resolve => setTimeout(resolve, answer.length % 5));
				return answer;
			},
		};
		expect(await evaluated(late)).toEqual(await evaluated(copycatModel()));
	});
});

describe('what goes wrong', () => {
	test('an answer that cannot be used is wrong, and counted', async () => {
		const evaluation = await evaluated(scriptedModel({ answer: () => 'I would rather not.' }));
		expect(evaluation).toMatchObject({ unusable: 3, accuracy: { correct: 0, total: 3 }, ledger: { calls: 6 } });
		expect(evaluation.errors.map(({ answer }) => answer)).toEqual([null, null, null]);
	});

	test('an empty answer ends nothing', async () => {
		const empty: ChatModel = {
			name: 'empty',
			complete: () => Promise.reject(new UserError('llm.empty', 'empty gave no text.', 'service')),
		};
		expect(await evaluated(empty)).toMatchObject({ unusable: 3, stopped: { reason: 'complete' } });
	});

	test('where the budget ends, what was answered counts, and its pairs are whole', async () => {
		const evaluation = await evaluated(copycatModel(), {
			budget: { calls: 5 },
			against: document('worse.jsonl', machines),
		});
		expect(evaluation.stopped).toEqual({ reason: 'budget' });
		expect(evaluation.ledger.calls).toBe(5);
		expect(evaluation.accuracy.total).toBe(2);
		expect(evaluation.against?.accuracy.total).toBe(2);
	});

	test('an endpoint that fails ends it with what was answered; without an answer it is an error', async () => {
		const failing = (after: number): ChatModel => {
			let calls = 0;
			return {
				name: 'failing',
				complete: () =>
					++calls > after
						? Promise.reject(new UserError('llm.failed', 'It failed.', 'service'))
						: Promise.resolve('{"answer": "animal"}'),
			};
		};
		expect(await evaluated(failing(1))).toMatchObject({
			stopped: { reason: 'failure', message: 'It failed.' },
			accuracy: { total: 1 },
		});
		await expect(evaluated(failing(0))).rejects.toMatchObject({ code: 'llm.failed' });
	});

	test('cancelling ends it', async () => {
		const cancel = new AbortController();
		const model: ChatModel = {
			name: 'cancelling',
			complete: (_, options) => {
				cancel.abort();
				options?.signal?.throwIfAborted();
				return Promise.resolve('{"answer": "animal"}');
			},
		};
		await expect(evaluated(model, { signal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
	});

	test('nothing to ask, or nothing to show, is said before any call', async () => {
		const copy = document('copy.jsonl', animals);
		await expect(evaluated(scriptedModel({}), { on: copy })).rejects.toMatchObject({ code: 'evaluate.nothing' });
		const open = document('open.jsonl', [
			['what is it', ''],
			['who is it', ''],
		]);
		await expect(evaluated(scriptedModel({}), { of: open })).rejects.toMatchObject({ code: 'evaluate.noShots' });
	});
});

test('a remembered answer costs no call', async () => {
	const remembered = new Map<string, string>();
	const remembering = (model: ChatModel): ChatModel => ({
		name: model.name,
		complete: async (messages, options) => {
			const key = JSON.stringify(messages);
			const answer = remembered.get(key) ?? (await model.complete(messages, options));
			remembered.set(key, answer);
			return answer;
		},
	});
	const first = await evaluated(copycatModel(), { remembering });
	const second = await evaluated(copycatModel(), { remembering, budget: { calls: 1 } });
	expect(second.ledger.calls).toBe(0);
	expect(second.accuracy).toEqual(first.accuracy);
});

test('the plan is one call an example and version, and what the prompts weigh', async () => {
	const choices = { retrieval: 'bm25', shots: 3 } as const;
	const prepared = await prepareEvaluation(services, await analyzed(), inspected(validation), choices);
	const plan = evaluationPlan(prepared, { prompt: 1, answer: 2 });
	const model = copycatModel();
	const { ledger } = await evaluate(services, model, prepared, usual);
	expect(plan.calls).toBe(ledger.calls);
	expect(plan.promptTokens).toBe(ledger.promptTokens);
	expect(plan.cost).toBeCloseTo((plan.promptTokens + 2 * plan.answerTokens) / 1e6, 12);
});
