import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { printAnalysis } from '../../../src/cli/printAnalysis';
import { analysisSchema } from '../../../src/protocol/analysis';
import { analyze, type AnalyzedSet } from '../../../src/workflows/analyze';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';
import { runLinearStudent, withLinearStudent } from '../../../src/workflows/linearStudent';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

type Pair = readonly [input: string, output: string];

const demonstrations: readonly Pair[] = [
	['my card was stolen today', 'card'],
	['the card does not arrive', 'card'],
	['a new card please', 'card'],
	['send money to my sister', 'transfer'],
	['the money was sent twice', 'transfer'],
	['how long until money arrives', 'transfer'],
];
const validation: readonly Pair[] = [
	['card stolen', 'Card'],
	['where is the new card', 'card'],
	['money sent to my brother', 'transfer'],
	['which branch is open', 'branch'],
];

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

function document(name: string, rows: readonly Pair[]): { name: string; text: string } {
	return { name, text: rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('') };
}

async function scored(rows: readonly Pair[], examples = validation): Promise<AnalyzedSet['analysis']> {
	const analyzed = await analyze(services, { document: document('set.jsonl', rows) });
	const inspected: InspectedSet = inspect({ document: document('real.jsonl', examples) });
	return await withLinearStudent(services, analyzed, inspected);
}

test('the analysis tells how many validation examples get their label', async () => {
	const analysis = await scored(demonstrations);
	expect(analysis.linearStudent).toMatchObject({
		validation: 'real.jsonl',
		count: 4,
		accuracy: 0.75,
		labels: 2,
		unknown: 1,
		baseline: 0.5,
	});
	expect(analysisSchema.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
	const printed = printAnalysis(analysis);
	expect(printed).toContain('75 % right on the 4 examples of real.jsonl (95 %: 30 % to 95 %)');
	expect(printed).toContain('the commonest label alone is right on 50 %; 1 have a label that no demonstration has');
});

test('the student never sees an output', async () => {
	const probe = new FakeProbe();
	const rows = demonstrations.map(([input, output]) => ({ input, output }));
	await runLinearStudent(probe, rows, rows);
	expect(probe.requests.every(({ output, gradient }) => output === '' && !gradient)).toBe(true);
	expect(probe.requests.map(({ input }) => input)).toEqual([...rows, ...rows].map(({ input }) => input));
});

test('each prediction says whether it is right, so that errors can be gone after', async () => {
	const examples = validation.map(([input, output]) => ({ input, output }));
	const run = await runLinearStudent(
		services.probe,
		demonstrations.map(([input, output]) => ({ input, output })),
		examples,
	);
	expect(run.predictions.map(({ isCorrect }) => isCorrect)).toEqual([true, true, true, false]);
	expect(run.predictions[0]?.label).toBe('card');
	expect(run.labels).toEqual(['card', 'transfer']);
});

test('there is no student where outputs are answers of their own', async () => {
	const rows = demonstrations.map(([input], index): Pair => [input, `It is answer number ${index}`]);
	expect((await scored(rows)).linearStudent).toBeUndefined();
});
