import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { analysisSchema } from '../../../src/protocol/analysis';
import type { Pool } from '../../../src/synthesis/pool';
import { analyze, type AnalyzedSet } from '../../../src/workflows/analyze';
import { directMeasurer } from '../../../src/workflows/measure';
import { withPoolMarks } from '../../../src/workflows/poolMarks';
import { FakeProbe } from '../../support/fakeProbe';

const servicesWith = (probe: FakeProbe) => ({ probe, measurer: directMeasurer, logger: nullLogger });

const lines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');

async function setOf(rows: readonly object[]): Promise<AnalyzedSet> {
	return await analyze(servicesWith(new FakeProbe()), { document: { name: 'set.jsonl', text: lines(rows) } });
}

/** Entries that have nothing in common, but for some that have no output. */
function poolOf(count: number, silent = 0, rationale?: string): Pool {
	const entries = Array.from({ length: count + silent }, (_, index) => ({
		id: String(index),
		input: `question${index} about${index}`,
		output: index < silent ? '' : `answer${index} given${index} here${index}`,
		...(rationale === undefined ? {} : { rationale: `${rationale}${index}` }),
	}));
	return { name: 'pool.jsonl', count: count + silent, entries: () => entries };
}

const alike = ['three', 'four', 'five', 'six'].map(number => ({
	input: `price of ${number} apples each two coins`,
	output: 'some coins in the end',
}));

test('random sets of a varied pool reach more than a set of like demonstrations', async () => {
	const analyzed = await setOf(alike);
	const analysis = await withPoolMarks(servicesWith(new FakeProbe()), analyzed, poolOf(60));
	const pool = analysis.scores?.marks?.pool;
	expect(pool).toMatchObject({ pool: 'pool.jsonl', count: 60, read: 60, draws: 20 });
	expect(pool?.lowest).toBeLessThanOrEqual(pool?.mean ?? NaN);
	expect(pool?.mean).toBeLessThanOrEqual(pool?.highest ?? NaN);
	expect(pool?.highest).toBeLessThanOrEqual(4);
	expect(pool?.mean).toBeGreaterThan(analyzed.measurement.gVendi.score + 1);
	expect(analysisSchema.safeParse(JSON.parse(JSON.stringify(analysis))).success).toBe(true);
});

test(
	'of a large pool a sample is read, the same each time, and nothing without an output',
	{ timeout: 60_000 },
	async () => {
		const analyzed = await setOf(alike);
		const probe = new FakeProbe();
		const steps: number[] = [];
		const onProgress = ({ done }: { readonly done: number }): void => void steps.push(done);
		const first = await withPoolMarks(servicesWith(probe), analyzed, poolOf(5000, 50), { onProgress });
		expect(first.scores?.marks?.pool).toMatchObject({ count: 5050, read: 128 });
		expect(steps).toEqual(Array.from({ length: 128 }, (_, index) => index + 1));
		expect(probe.requests.every(({ output }) => output !== '')).toBe(true);
		const inputs = probe.requests.map(({ input }) => input);
		const again = await withPoolMarks(servicesWith(probe), analyzed, poolOf(5000, 50));
		expect(again).toEqual(first);
		expect(probe.requests.slice(128).map(({ input }) => input)).toEqual(inputs);
	},
);

test('entries are read with their rationales where the set is', async () => {
	const probe = new FakeProbe();
	await withPoolMarks(servicesWith(probe), await setOf(alike), poolOf(5, 0, 'because'));
	expect(probe.requests.some(({ output }) => output.includes('because'))).toBe(false);
	const reasoned = alike.map(row => ({ ...row, rationale: 'two times that' }));
	await withPoolMarks(servicesWith(probe), await setOf(reasoned), poolOf(5, 0, 'because'));
	expect(probe.requests.slice(5).every(({ output }) => /^because\d+\n/.test(output))).toBe(true);
});

test('a pool that is too small is a notice, one with nothing in it an error', async () => {
	const analyzed = await setOf(alike);
	const probe = new FakeProbe();
	const analysis = await withPoolMarks(servicesWith(probe), analyzed, poolOf(3));
	expect(analysis.scores?.marks?.pool).toBeUndefined();
	expect(analysis.notices.at(-1)).toBe('pool.jsonl holds 3 demonstrations, too few to draw sets of this size from.');
	expect(probe.requests).toHaveLength(0);
	await expect(withPoolMarks(servicesWith(probe), analyzed, poolOf(0, 4))).rejects.toMatchObject({
		code: 'pool.empty',
	});
});

test('can be cancelled while the pool is gone through', async () => {
	const controller = new AbortController();
	const analyzed = await setOf(alike);
	const endless: Pool = {
		name: 'pool.jsonl',
		count: Infinity,
		*entries() {
			for (let index = 0; ; index++) {
				if (index === 1000) {
					controller.abort();
				}
				yield { id: String(index), input: 'a', output: 'b' };
			}
		},
	};
	const marked = withPoolMarks(servicesWith(new FakeProbe()), analyzed, endless, { signal: controller.signal });
	await expect(marked).rejects.toMatchObject({ name: 'AbortError' });
});
