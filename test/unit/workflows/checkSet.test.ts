import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import type { Analysis } from '../../../src/protocol/analysis';
import { checkedFileSchema } from '../../../src/protocol/check';
import { analyze } from '../../../src/workflows/analyze';
import { baselineOf, checkSet } from '../../../src/workflows/checkSet';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

async function analysisOf(rows: readonly (readonly [string, string])[]): Promise<Analysis> {
	const text = rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('');
	return (await analyze(services, { document: { name: 'set.jsonl', text } })).analysis;
}

const good: readonly (readonly [string, string])[] = [
	['The soup was cold.', 'negative'],
	['A lovely evening by the lake.', 'positive'],
	['Never again, the door would not even open.', 'negative'],
	['Quick, friendly and cheap.', 'positive'],
];
const repeated: typeof good = [...good, ['The soup was cold!', 'negative'], ['the soup was COLD.', 'negative']];

const rulesOf = (checked: ReturnType<typeof checkSet>): readonly string[] => checked.violations.map(({ rule }) => rule);

describe('a set', () => {
	test('without findings passes where nothing is asked', async () => {
		const checked = checkSet(await analysisOf(good), {});
		expect(checked).toMatchObject({ passed: true, violations: [] });
		expect(checkedFileSchema.parse(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
	});

	test('fails where it covers too little of real use, or does worse than random sets of its pool', async () => {
		const analysis = await analysisOf(good);
		const { scores } = analysis;
		const pool = { pool: 'pool.jsonl', count: 9, read: 9, mean: 8, lowest: 7, highest: 9, draws: 20 };
		const measured: Analysis = {
			...analysis,
			scores: scores && { ...scores, marks: scores.marks && { ...scores.marks, pool } },
			coverage: { validation: 'real.jsonl', count: 20, read: 20, share: 0.6, threshold: 0.1, uncovered: [] },
		};
		expect(rulesOf(checkSet(measured, { minimumCoverage: 0.6, minimumOfPool: 0.1 }))).toEqual([]);
		expect(rulesOf(checkSet(measured, { minimumCoverage: 0.7, minimumOfPool: 1 }))).toEqual([
			'low-coverage',
			'worse-than-random',
		]);
		const unread = checkSet(analysis, { minimumCoverage: 0.7, minimumOfPool: 1 });
		expect(unread.passed).toBe(true);
		expect(unread.notices.filter(notice => notice.includes('was not checked'))).toHaveLength(2);
	});

	test('fails on each warning, on the line where it stands', async () => {
		const checked = checkSet(await analysisOf(repeated), {});
		expect(checked.passed).toBe(false);
		expect(rulesOf(checked)).toEqual(['near-duplicate', 'near-duplicate']);
		expect(checked.violations.map(({ range }) => range.start.line)).toEqual([4, 5]);
	});

	test('passes with as many duplicates as allowed, and fails once with more', async () => {
		const analysis = await analysisOf(repeated);
		expect(checkSet(analysis, { maximumDuplicates: 2 }).passed).toBe(true);
		expect(rulesOf(checkSet(analysis, { maximumDuplicates: 1 }))).toEqual(['too-many-duplicates']);
	});

	test('fails only on findings as severe as asked for', async () => {
		const analysis = await analysisOf(repeated);
		expect(checkSet(analysis, { failOn: 'error' }).passed).toBe(true);
		expect(checkSet(analysis, { failOn: 'never' }).passed).toBe(true);
		expect(checkSet(analysis, { failOn: 'hint' }).passed).toBe(false);
	});

	test('must reach its share of diversity and its balance of labels', async () => {
		const analysis = await analysisOf(repeated);
		const share = (analysis.scores?.gVendi ?? 0) / analysis.count;
		const asked = (minimumDiversity: number): readonly string[] =>
			rulesOf(checkSet(analysis, { failOn: 'never', minimumDiversity }));
		expect(asked(share - 0.001)).toEqual([]);
		expect(asked(share + 0.001)).toEqual(['low-diversity']);
		const balance = analysis.labelBalance ?? 0;
		expect(rulesOf(checkSet(analysis, { failOn: 'never', minimumLabelBalance: balance }))).toEqual([]);
		expect(rulesOf(checkSet(analysis, { failOn: 'never', minimumLabelBalance: 1 }))).toEqual(['label-imbalance']);
	});
});

describe('against a baseline', () => {
	const allowing = { maximumDuplicates: 9 };

	test('the same set is no worse, and one that lost diversity and gained duplicates is', async () => {
		const answered = good.map(([input], index) => [input, `It is remark ${String(index)} of the day.`] as const);
		const before = await analysisOf([...answered, ['A storm took the roof off the barn.', 'Weather, then.']]);
		const [baseline] = baselineOf(before, 'set.jsonl');
		expect(checkSet(before, allowing, baseline).passed).toBe(true);
		const after = await analysisOf([...answered, answered[0] ?? ['', '']]);
		const messages = checkSet(after, allowing, baseline).violations.map(({ rule, message }) => `${rule}: ${message}`);
		expect(messages).toEqual([
			expect.stringMatching(/^worse-than-baseline: .*G-Vendi fell from/),
			'worse-than-baseline: Worse than the baseline: near-duplicates rose from 0 to 1.',
		]);
	});

	test('a fall as large as is allowed passes', async () => {
		const analysis = await analysisOf(good);
		const [baseline] = baselineOf(analysis, 'set.jsonl').map(set => ({ ...set, gVendi: set.gVendi * 1.2 }));
		expect(checkSet(analysis, { maximumDrop: 0.2 }, baseline).passed).toBe(true);
		expect(checkSet(analysis, { maximumDrop: 0.1 }, baseline).passed).toBe(false);
	});

	test('of another probe nothing is compared, and that is said', async () => {
		const analysis = await analysisOf(good);
		const [baseline] = baselineOf(analysis, 'set.jsonl').map(set => ({ ...set, probe: 'another', gVendi: 99 }));
		const checked = checkSet(analysis, {}, baseline);
		expect(checked.passed).toBe(true);
		expect(checked.notices.join(' ')).toContain('another probe');
	});
});
