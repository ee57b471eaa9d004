import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { applyEdits } from '../../../src/base/textRange';
import { jsonLines } from '../../../src/demonstrations/formats/jsonLines';
import { suggestionsSchema, type Suggestions } from '../../../src/protocol/candidate';
import { acceptEdits } from '../../../src/workflows/accept';
import { analyze, type AnalyzedSet } from '../../../src/workflows/analyze';
import { directMeasurer } from '../../../src/workflows/measure';
import { inspect } from '../../../src/workflows/inspect';
import { poolOf, suggestFromPool, type SuggestOptions } from '../../../src/workflows/suggest';
import { dyingProbe } from '../../support/dyingProbe';
import { FakeProbe } from '../../support/fakeProbe';
import { MemoryUnfinished } from '../../support/memoryUnfinished';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

function document(name: string, rows: readonly (readonly [string, string])[]): { name: string; text: string } {
	return { name, text: rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('') };
}

/** Four about prices and one about animals: the animals are the sparse region. */
const set = document('set.jsonl', [
	['price of three apples each two coins', 'three times two coins makes six coins'],
	['price of four apples each two coins', 'four times two coins makes eight coins'],
	['price of five apples each two coins', 'five times two coins makes ten coins'],
	['price of six apples each two coins', 'six times two coins makes twelve coins'],
	['how many legs have cats', 'every cat walks on its paws'],
]);

const pool = document('pool.jsonl', [
	['price of nine apples each two coins', 'nine times two coins makes eighteen coins'],
	['how many legs have dogs', 'every dog walks on its paws and runs'],
	['how many wings have birds', 'each bird flies on its pair of wings'],
	['how many legs have CATS', 'a cat that is there already'],
]);

async function suggested(
	options: Partial<SuggestOptions> = {},
): Promise<{ analyzed: AnalyzedSet; suggestions: Suggestions }> {
	const analyzed = await analyze(services, { document: set });
	const suggestions = await suggestFromPool(services, analyzed, poolOf(inspect({ document: pool })), {
		count: 3,
		...options,
	});
	return { analyzed, suggestions };
}

test('offers what is near sparse regions first, best gain first, and nothing that is there already', async () => {
	const { suggestions } = await suggested();
	const inputs = suggestions.candidates.map(({ input }) => input);
	expect(inputs).not.toContain('how many legs have CATS');
	expect(new Set(inputs.slice(0, 2))).toEqual(new Set(['how many legs have dogs', 'how many wings have birds']));
	const [first = NaN, second = NaN] = suggestions.candidates.map(({ gain }) => gain);
	expect(first).toBeGreaterThanOrEqual(second);
	expect(suggestionsSchema.parse(JSON.parse(JSON.stringify(suggestions)))).toEqual(suggestions);
});

test('the gain it promises is the gain that is measured once the candidates are in the file', async () => {
	const { analyzed, suggestions } = await suggested();
	const text = applyEdits(set.text, acceptEdits(analyzed, suggestions.candidates));
	const after = await analyze(services, { document: { name: set.name, text } });
	expect(after.measurement.gVendi.score).toBeCloseTo(suggestions.gVendi.after, 5);
	const promised = suggestions.candidates.reduce((sum, { gain }) => sum + gain, 0);
	expect(after.measurement.gVendi.score - analyzed.measurement.gVendi.score).toBeCloseTo(promised, 5);
	expect(jsonLines.parse({ name: set.name, text }).problems).toEqual([]);
});

test('makes up from other regions what the pool lacks for the sparse ones', async () => {
	const { suggestions } = await suggested({ count: 3 });
	expect(suggestions.candidates.at(-1)?.input).toBe('price of nine apples each two coins');
});

test('fills the regions that are asked for, and no others', async () => {
	const { analyzed } = await suggested();
	const crowded = analyzed.measurement.regions.assignment[0] ?? -1;
	const { suggestions } = await suggested({ regions: [crowded] });
	expect(suggestions.candidates.every(({ region }) => region === crowded)).toBe(true);
	expect(suggestions.candidates.map(({ input }) => input)).toContain('price of nine apples each two coins');
});

test('tells how far it is, up to the last entry of the pool', async () => {
	const seen: number[] = [];
	await suggested({ onProgress: ({ done, total }) => seen.push(done / total) });
	expect(seen.at(-1)).toBe(1);
	expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('refuses a pool that holds nothing, and stops when cancelled', async () => {
	const analyzed = await analyze(services, { document: set });
	const empty = inspect({ document: { name: 'a.txt', text: 'x' }, format: 'prompt-text' });
	await expect(suggestFromPool(services, analyzed, poolOf(empty), { count: 1 })).rejects.toMatchObject({
		code: 'pool.empty',
	});
	await expect(suggested({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});

test('a pool too large to be held is gone on with where it was interrupted, and gives the same', async () => {
	const analyzed = await analyze(services, { document: set });
	const entries = Array.from({ length: 900 }, (_, index) => ({
		id: String(index),
		input: `how many ${index % 7} wings have ${index} birds`,
		output: `each of ${index * 3} birds flies on its pair`,
	}));
	const large = { name: 'large.jsonl', count: entries.length, digest: 'of its texts', entries: () => entries };
	const whole = await suggestFromPool(services, analyzed, large, { count: 3 });

	const unfinished = new MemoryUnfinished();
	const interrupted = { count: 3, direct: dyingProbe(2), unfinished };
	await expect(suggestFromPool(services, analyzed, large, interrupted)).rejects.toThrow('died');
	expect(unfinished.states.size).toBe(1);
	const direct = new FakeProbe();
	expect(await suggestFromPool(services, analyzed, large, { count: 3, direct, unfinished })).toEqual(whole);
	expect(direct.requests).toHaveLength(900 - 2 * 256);
	expect(unfinished.states.size).toBe(0);
});
