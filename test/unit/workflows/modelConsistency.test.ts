import { expect, test } from 'vitest';
import type { PromptScorer, ScoredToken } from '../../../src/llm/promptScorer';
import { analysisSchema } from '../../../src/protocol/analysis';
import { inspect } from '../../../src/workflows/inspect';
import { withModelConsistency } from '../../../src/workflows/modelConsistency';
import { scoringReader } from '../../../src/workflows/scoringReader';

/** Words with the space before them; a word that the text has said before costs one bit, any other three. */
function repeating(): PromptScorer & { readonly texts: string[] } {
	const texts: string[] = [];
	return {
		name: 'repeating',
		dialect: 'echo',
		texts,
		score: text => {
			texts.push(text);
			const said = new Set<string>();
			const tokens = (text.match(/\s*\S+|\s+$/gu) ?? []).map((token, index): ScoredToken => {
				const word = token.trim();
				const logProb = index === 0 ? undefined : (said.has(word) ? -1 : -3) * Math.LN2;
				said.add(word);
				return { text: token, logProb };
			});
			return Promise.resolve(tokens);
		},
	};
}

const bits = (values: Float32Array | undefined): number[] =>
	[...(values ?? [])].map(value => Math.round(value / Math.LN2));

test('scores input and output, and nothing of the template and the task', async () => {
	const scorer = repeating();
	const request = { input: 'red or blue', output: 'blue', loss: 'joint', gradient: false } as const;
	const [without, withTask] = await scoringReader(scorer).read([request, { ...request, task: 'Say red' }]);
	expect(scorer.texts[0]).toBe('Input: red or blue\nOutput: blue');
	expect(bits(without?.logProbs)).toEqual([-3, -3, -3, -1]);
	expect(bits(withTask?.logProbs)).toEqual([-1, -3, -3, -1]);
});

test('parts of a character count with it', async () => {
	const tokens = ['Input:', ' ', '', '🦊', '\nOutput:', ' fox'].map((text, index) => ({ text, logProb: -index }));
	const scorer: PromptScorer = { ...repeating(), score: () => Promise.resolve(tokens) };
	const [reading] = await scoringReader(scorer).read([{ input: '🦊', output: 'fox', loss: 'joint', gradient: false }]);
	expect([...(reading?.logProbs ?? [])]).toEqual([-2, -3, -5]);
});

test('the first failure ends the other requests', async () => {
	let isStopped = false;
	const scorer: PromptScorer = {
		...repeating(),
		score: (text, options) =>
			text.includes('bad')
				? Promise.reject(new Error('no'))
				: new Promise((_, reject) => {
						options?.signal?.addEventListener('abort', () => {
							isStopped = true;
							reject(new Error('stopped'));
						});
					}),
	};
	const request = { output: 'x', loss: 'joint', gradient: false } as const;
	await expect(
		scoringReader(scorer).read([
			{ ...request, input: 'good' },
			{ ...request, input: 'bad' },
		]),
	).rejects.toThrow('no');
	expect(isStopped).toBe(true);
});

const document = {
	name: 'set.jsonl',
	text: '{"input":"red or blue","output":"blue"}\n{"input":"up or down","output":"down"}\n',
};

test('what the definition says already is expected more', async () => {
	const inspected = inspect({ document, task: { text: 'Choose up', source: 'option' } });
	const analysis = await withModelConsistency(inspected, repeating());
	// Only “up” is named by the definition: three bits without it, one with it.
	expect(analysis.llmConsistency).toEqual({
		model: 'repeating',
		demonstrations: [
			{ id: '1', vScore: { bits: 0, bitsPerToken: 0 } },
			{ id: '2', vScore: { bits: expect.closeTo(2) as unknown, bitsPerToken: expect.closeTo(0.5) as unknown } },
		],
		consistency: {
			meanBits: expect.closeTo(1) as unknown,
			medianBitsPerToken: expect.closeTo(0.25) as unknown,
		},
	});
	expect(analysisSchema.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
});

test('a language model is shown the two most similar others, and never the demonstration itself', async () => {
	const inputs = ['red or blue', 'blue or red', 'up or down', 'down or up', 'left, right'];
	const text = inputs.map(input => `${JSON.stringify({ input, output: 'one' })}\n`).join('');
	const scorer = repeating();
	await withModelConsistency(
		inspect({ document: { name: 'set.jsonl', text }, task: { text: 'Choose', source: 'option' } }),
		scorer,
	);
	const shown = scorer.texts.map(said => [...said.matchAll(/^Input: (.*)$/gmu)].map(([, input]) => input));
	expect(shown).toHaveLength(2 * inputs.length);
	for (const read of shown) {
		expect(new Set(read).size).toBe(3);
	}
	expect(shown.find(read => read.at(-1) === 'red or blue')).toContain('blue or red');
});

test('without a task definition that is said', async () => {
	const inspected = inspect({ document });
	const analysis = await withModelConsistency(inspected, repeating());
	expect(analysis.llmConsistency).toBeUndefined();
	expect(analysis.notices.at(-1)).toContain('no task definition');
});
