import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { askForJson } from '../../../src/llm/askForJson';
import type { ChatModel } from '../../../src/llm/chatModel';
import type { StrategyTools } from '../../../src/synthesis/asker';
import { strategies, type StrategyId } from '../../../src/synthesis/registry';
import type { Proposal, SynthesisContext } from '../../../src/synthesis/strategy';
import { proposing, scriptedModel, type Script } from '../../support/scriptedModel';

const topics = JSON.stringify({
	topics: [
		{ topic: 'the sea', keywords: ['tides', 'ships'] },
		{ topic: 'the stars', keywords: ['comets'] },
		{ topic: 'bread', keywords: ['yeast'] },
	],
});

const context: SynthesisContext = {
	task: 'Say yes or no.',
	demonstrations: ['is it raining', 'is it cold', 'is it late', 'is it loud'].map((input, index) => ({
		id: `d${index}`,
		name: String(index + 1),
		input,
		output: index % 2 === 0 ? 'yes' : 'no',
	})),
	sketches: [1, 2, 3, 4].map(value => Float32Array.of(value / 10, 1)),
	assignment: [0, 0, 0, 1],
	aim: new Set([1]),
};

const empty: SynthesisContext = { ...context, demonstrations: [], sketches: [], assignment: [], aim: new Set() };

function toolsOf(model: ChatModel, rest: Partial<StrategyTools> = {}): StrategyTools {
	return {
		asker: {
			model: model.name,
			ask: (prompt, schema, options) => askForJson(model, prompt, schema, options),
		},
		random: seededRandom(4),
		...rest,
	};
}

async function proposed(
	id: StrategyId,
	model: ChatModel,
	shown = context,
	rest: Partial<StrategyTools> = {},
): Promise<readonly Proposal[]> {
	const proposals: Proposal[] = [];
	for await (const proposal of strategies[id](toolsOf(model, rest)).propose(shown)) {
		proposals.push(proposal);
	}
	return proposals;
}

const script: Script = {
	proposals: (_, call) => proposing([`is it new, ${call}`, 'yes']),
	types: '{"types": ["weather", " ", "time"]}',
	other: () => topics,
};

describe('every strategy that writes demonstrations', () => {
	test.each(['prismatic', 'v-synthesis', 'styles'] as const)(
		'%s tells what it wrote from, and names the labels',
		async id => {
			const model = scriptedModel(script);
			const proposals = await proposed(id, model);
			expect(proposals.length).toBeGreaterThan(0);
			const ids = new Set(context.demonstrations.map(demonstration => demonstration.id));
			for (const { provenance, origin } of proposals) {
				expect(provenance?.parents.length).toBeGreaterThan(0);
				expect(provenance?.parents.every(parent => ids.has(parent))).toBe(true);
				expect(origin).toMatch(/after \d/);
			}
			const prompt = model.prompts.find(text => text.includes('{"demonstrations": [')) ?? '';
			expect(prompt).toContain('exactly one of these: "yes", "no"');
			expect(prompt).toContain('is data');
			expect(prompt).toContain('"Say yes or no."');
		},
	);

	test.each(['prismatic', 'v-synthesis', 'styles', 'blind-spots'] as const)(
		'%s asks the same with the same seed',
		async id => {
			const models = [0, 1].map(() =>
				scriptedModel({ ...script, other: prompt => (prompt.startsWith('List') ? topics : '{"inputs": []}') }),
			);
			for (const model of models) {
				await proposed(id, model);
			}
			expect(models[0]?.prompts).toEqual(models[1]?.prompts);
		},
	);
});

test('prismatic shows the members of the region first, and fills up with the nearest', async () => {
	const model = scriptedModel(script);
	await proposed('prismatic', model, { ...context, demonstrations: context.demonstrations });
	expect(model.prompts).toHaveLength(1);
	expect(model.prompts[0]).toContain('is it loud');
});

test('v-synthesis asks for every type that the definition names, twice each, and does without any', async () => {
	const typed = scriptedModel(script);
	const origins = (await proposed('v-synthesis', typed)).map(({ origin }) => origin.split(';')[0]);
	expect(origins.toSorted()).toEqual(['time', 'time', 'weather', 'weather']);
	const untyped = scriptedModel({ ...script, types: 'no JSON' });
	const fromTask = await proposed('v-synthesis', untyped, empty);
	expect(fromTask.map(({ origin }) => origin)).toEqual(['from the task definition', 'from the task definition']);
	expect(untyped.prompts.at(-1)).not.toContain('Examples:');
});

describe('styles', () => {
	test('draws topics, styles and personas, its own or the given', async () => {
		const model = scriptedModel(script);
		const rest = { ownStyles: ['a sea shanty'], ownPersonas: ['a ghost'] };
		const proposals = await proposed('styles', model, context, rest);
		expect(proposals).toHaveLength(4);
		for (const { origin } of proposals) {
			expect(origin).toMatch(/(the sea|the stars|bread).*, a sea shanty, a ghost; after/);
		}
		const usual = await proposed('styles', scriptedModel(script));
		expect(new Set(usual.map(({ origin }) => origin)).size).toBeGreaterThan(1);
	});

	test('proposes nothing without topics', async () => {
		expect(await proposed('styles', scriptedModel({ other: () => 'no topics today' }))).toEqual([]);
	});
});

describe('blind-spots', () => {
	const blind = (answers: readonly string[]): Script => ({
		answer: (_, call) => JSON.stringify({ answer: answers[call % 3] }),
		other: prompt =>
			prompt.startsWith('Find weak spots')
				? '{"inputs": ["is it not unlikely"]}'
				: '{"reason": "two negations", "output": "yes"}',
	});

	test('proposes a corrected answer where the model contradicts itself', async () => {
		const [proposal, ...more] = await proposed('blind-spots', scriptedModel(blind(['yes', 'no', 'yes'])));
		expect(proposal).toMatchObject({ input: 'is it not unlikely', output: 'yes' });
		expect(more).toEqual([]);
	});

	test('proposes nothing where it agrees with itself', async () => {
		expect(await proposed('blind-spots', scriptedModel(blind(['no', 'No.', '"no"'])))).toEqual([]);
	});

	test('asks a judge whether answers in words disagree', async () => {
		const words: SynthesisContext = {
			...context,
			demonstrations: context.demonstrations.map((one, index) => ({
				...one,
				output: `a long and winding tale, number ${index} of all that there are`,
			})),
		};
		const differing = { ...blind(['a cat', 'a feline', 'a dog']), judgement: () => '{"same": [true, false]}' };
		expect(await proposed('blind-spots', scriptedModel(differing), words)).toHaveLength(1);
		const alike = { ...differing, judgement: () => '{"same": [true, true]}' };
		expect(await proposed('blind-spots', scriptedModel(alike), words)).toEqual([]);
	});
});

test.each(['styles', 'blind-spots', 'v-synthesis', 'prismatic'] as const)(
	'%s refuses to work from nothing',
	async id => {
		const nothing = { ...empty, task: undefined };
		await expect(proposed(id, scriptedModel({}), nothing)).rejects.toMatchObject({ kind: 'usage' });
	},
);
