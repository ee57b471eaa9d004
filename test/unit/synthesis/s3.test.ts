import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { askForJson } from '../../../src/llm/askForJson';
import type { ChatModel } from '../../../src/llm/chatModel';
import type { Asker, StrategyTools } from '../../../src/synthesis/asker';
import { iclStudent } from '../../../src/synthesis/iclStudent';
import { s3 } from '../../../src/synthesis/s3';
import type { NamedExample, Proposal, Strategy, SynthesisContext } from '../../../src/synthesis/strategy';
import type { Student } from '../../../src/synthesis/student';
import { copycatModel } from '../../support/copycatModel';
import { proposing, scriptedModel, type Script } from '../../support/scriptedModel';

const named = (kind: string, rows: readonly (readonly [string, string])[]): readonly NamedExample[] =>
	rows.map(([input, output], index) => ({ id: `${kind}${index}`, name: `${kind} ${index + 1}`, input, output }));

const animals = named('d', [
	['the cat sleeps', 'animal'],
	['the dog barks', 'animal'],
	['the printer prints', 'machine'],
	['the drill drills', 'machine'],
]);
const validation = named('v', [
	['the toy cat sleeps', 'machine'],
	['the dog sleeps', 'animal'],
	['the oak grows', 'plant'],
]);

const contextOf = (demonstrations: readonly NamedExample[], task?: string): SynthesisContext => ({
	task,
	demonstrations,
	sketches: demonstrations.map((_, index) => Float32Array.of(index, 1)),
	assignment: demonstrations.map(() => 0),
	aim: new Set(),
});

function askerOf(model: ChatModel): Asker {
	return { model: model.name, ask: (prompt, schema, options) => askForJson(model, prompt, schema, options) };
}

/** Gets the same wrong each time. */
const stubborn: Student = {
	id: 'linear',
	async *mistakes() {
		yield* await Promise.resolve(validation.slice(0, 1));
	},
};

function strategyOf(model: ChatModel, rest: Partial<StrategyTools> = {}): Strategy {
	return s3({ asker: askerOf(model), random: seededRandom(1), validation, student: stubborn, ...rest });
}

async function round(strategy: Strategy, context: SynthesisContext): Promise<readonly Proposal[]> {
	const proposals: Proposal[] = [];
	for await (const proposal of strategy.propose(context)) {
		proposals.push(proposal);
	}
	return proposals;
}

const script: Script = {
	proposals: (_, call) => proposing([`a new input ${call}`, 'whatever']),
	other: () => '{"rationales": ["it has leaves", "it stands still", " "]}',
};

describe('s3', () => {
	test('writes seeds for the labels that the set lacks: a demonstration for each rationale', async () => {
		const model = scriptedModel(script);
		const seeds = await round(strategyOf(model), contextOf(animals));
		expect(seeds.map(({ output }) => output)).toEqual(['plant', 'plant']);
		expect(seeds.map(({ origin }) => origin.split(';')[0])).toEqual(['plant: it has leaves', 'plant: it stands still']);
		expect(model.prompts[0]).toContain('different reasons for which an input of a task has the output "plant"');
		expect(model.prompts[1]).toContain('"it has leaves"');
		expect(model.options.every(options => options?.temperature === 0.9)).toBe(true);
	});

	test('without a set writes seeds for every label; without labels goes by what inputs turn on', async () => {
		const labelled = await round(
			strategyOf(scriptedModel(script), { validation: [...validation, ...validation] }),
			contextOf([], 'Say what it is.'),
		);
		expect(new Set(labelled.map(({ output }) => output))).toEqual(new Set(['machine', 'animal', 'plant']));
		const free = named('v', [['why', 'because the sun was already very low that day']]);
		const model = scriptedModel(script);
		const seeds = await round(strategyOf(model, { validation: free }), contextOf([], 'Explain it.'));
		expect(seeds.map(({ output }) => output)).toEqual(['whatever', 'whatever']);
		expect(model.prompts[0]).toContain('different things that inputs of a task can turn on');
	});

	test('then writes one with the same label after each mistake, in two rounds, and names its parent', async () => {
		const model = scriptedModel(script);
		const strategy = strategyOf(model);
		await round(strategy, contextOf(animals));
		for (let extrapolation = 0; extrapolation < 2; extrapolation++) {
			const [proposal, ...more] = await round(strategy, contextOf(animals));
			expect(more).toEqual([]);
			expect(proposal).toMatchObject({
				output: 'machine',
				origin: 'what the student linear got wrong; after v 1',
				provenance: { parents: ['v0'] },
			});
		}
		expect(model.prompts.at(-1)).toContain('"the toy cat sleeps"');
		expect(await round(strategy, contextOf(animals))).toEqual([]);
	});

	test('asks for nothing twice where no label lacks', async () => {
		const known = named('v', [['the toy cat sleeps', 'machine']]);
		const model = scriptedModel({ proposals: script.proposals ?? (() => '') });
		expect(await round(strategyOf(model, { validation: known }), contextOf(animals))).toHaveLength(1);
		expect(model.prompts).toHaveLength(1);
	});

	test('needs a validation set, and a task or a set', async () => {
		const without = s3({ asker: askerOf(scriptedModel({})), random: seededRandom(1) });
		await expect(round(without, contextOf(animals))).rejects.toMatchObject({ code: 'synthesis.needsValidation' });
		await expect(round(strategyOf(scriptedModel({})), contextOf([]))).rejects.toMatchObject({
			code: 'synthesis.needsTask',
		});
	});
});

describe('the student icl', () => {
	const mistakes = async (model: ChatModel, perRound = 10): Promise<readonly string[]> => {
		const found: string[] = [];
		const student = iclStudent(askerOf(model), validation, perRound, seededRandom(3));
		for await (const { id } of student.mistakes(contextOf(animals))) {
			found.push(id);
		}
		return found;
	};

	test('is the language model with the set as prompt', async () => {
		const model = copycatModel();
		expect((await mistakes(model)).toSorted()).toEqual(['v0', 'v2']);
		expect(model.prompts).toHaveLength(3);
		expect(model.prompts.every(prompt => prompt.includes('"the cat sleeps"') || prompt.includes('barks'))).toBe(true);
	});

	test('counts no usable answer as a mistake, and asks no more than it may', async () => {
		expect(await mistakes(scriptedModel({ answer: () => 'no' }))).toHaveLength(3);
		const model = copycatModel();
		await mistakes(model, 2);
		expect(model.prompts).toHaveLength(2);
	});
});
