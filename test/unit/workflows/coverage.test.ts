import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { analysisSchema } from '../../../src/protocol/analysis';
import { measureInspected } from '../../../src/workflows/analyze';
import { withCoverage } from '../../../src/workflows/coverage';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

const inspected = (name: string, inputs: readonly string[]): InspectedSet =>
	inspect({
		document: {
			name,
			text: inputs
				.map(input => `${JSON.stringify({ input, output: `It is that ${input}, so much is known.` })}\n`)
				.join(''),
		},
	});

const set = ['cats purr at night', 'cats purr at noon', 'trains leave at dawn', 'trains leave at dusk'];
const analyzedOf = (inputs: readonly string[]) => measureInspected(services, inspected('set.jsonl', inputs));

test('lists what no demonstration is near, with its place in the validation file', async () => {
	const validation = inspected('real.jsonl', ['cats purr at night again', 'glaciers melt slowly upstream']);
	const { coverage, ...analysis } = await withCoverage(services, await analyzedOf(set), validation);
	expect(coverage).toMatchObject({ validation: 'real.jsonl', count: 2, read: 2, share: 0.5 });
	expect(coverage?.uncovered).toHaveLength(1);
	expect(coverage?.uncovered[0]).toMatchObject({ id: '2', input: 'glaciers melt slowly upstream' });
	expect(coverage?.uncovered[0]?.range.start).toEqual({ line: 1, character: 0 });
	expect(analysisSchema.parse(JSON.parse(JSON.stringify({ ...analysis, coverage })))).toEqual({
		...analysis,
		coverage,
	});
});

test('of a large validation file a sample is read, and the analysis says how many', { timeout: 60_000 }, async () => {
	const many = Array.from({ length: 1500 }, (_, index) => `case ${index}`);
	const { coverage } = await withCoverage(services, await analyzedOf(set), inspected('real.jsonl', many));
	expect(coverage).toMatchObject({ count: 1500, read: 1024 });
});

test('needs two demonstrations and an example', async () => {
	const one = await analyzedOf(set.slice(0, 1));
	await expect(withCoverage(services, one, inspected('real.jsonl', set))).rejects.toMatchObject({
		code: 'coverage.tooFew',
	});
	const empty = { ...inspected('real.jsonl', set) };
	const none = { ...empty, set: { ...empty.set, demonstrations: [] } };
	await expect(withCoverage(services, await analyzedOf(set), none)).rejects.toMatchObject({
		code: 'coverage.noExamples',
	});
});
