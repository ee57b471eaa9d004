import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../../src/base/logger';
import { seededRandom } from '../../../../src/base/random';
import { jsonLines } from '../../../../src/demonstrations/formats/jsonLines';
import { analysisSchema, type Analysis } from '../../../../src/protocol/analysis';
import { analyze } from '../../../../src/workflows/analyze';
import { inspect, type InspectInput } from '../../../../src/workflows/inspect';
import { inspectionOf } from '../../../../src/workflows/inspection';
import { directMeasurer } from '../../../../src/workflows/measure';
import { analyzeStream } from '../../../../src/workflows/stream/analyzeStream';
import type { StreamedSet } from '../../../../src/workflows/stream/streamedSet';
import { dyingProbe } from '../../../support/dyingProbe';
import { FakeProbe } from '../../../support/fakeProbe';
import { MemoryUnfinished } from '../../../support/memoryUnfinished';

const vocabulary = ['river', 'mountain', 'city', 'lake', 'forest', 'road', 'bridge', 'tower'];

/** More demonstrations than are compared pair by pair, in parts of 300. */
function linesOf(count: number): readonly string[] {
	const random = seededRandom(61);
	const word = () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '';
	return Array.from({ length: count }, (_, index) =>
		JSON.stringify({
			input: `Where is ${word()} ${word()} ${index % 50}?`,
			output: `near the ${word()} and ${word()}, as is ${word()}`,
		}),
	);
}

function streamOf(lines: readonly string[], task?: string): StreamedSet {
	const starts = Array.from({ length: Math.ceil(lines.length / 300) }, (_, part) => 300 * part);
	return {
		file: 'set.jsonl',
		format: jsonLines,
		parts: () => starts.map(start => inspectionOf(inspect(inputOf(lines.slice(start, start + 300), task)))),
	};
}

function inputOf(lines: readonly string[], task?: string): Omit<InspectInput, 'previous'> {
	return {
		document: { name: 'set.jsonl', text: lines.join('\n') },
		format: 'jsonl',
		rules: { 'near-duplicate': 'off', 'conflicting-label': 'off' },
		...(task === undefined ? {} : { task: { text: task, source: 'option' } }),
	};
}

describe('a set that is streamed', { timeout: 120_000 }, () => {
	test('has the scores of the same set held', async () => {
		const lines = linesOf(1100);
		const { analysis: held } = await analyze(
			{ probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger },
			inputOf(lines),
		);
		const streamed = await analyzeStream(new FakeProbe(), streamOf(lines));
		expect(streamed.count).toBe(1100);
		expect(streamed.scores?.gVendi).toBeCloseTo(held.scores?.gVendi ?? NaN, 8);
		expect(streamed.scores?.vendi['0.5']).toBeCloseTo(held.scores?.vendi['0.5'] ?? NaN, 8);
		expect(streamed.surface?.contextLength).toBeCloseTo(held.surface?.contextLength ?? NaN, 8);
		expect(streamed.surface?.perplexity).toBeCloseTo(held.surface?.perplexity ?? NaN, 8);
		expect(streamed.surface?.compressionRatio).toBe(held.surface?.compressionRatio);
		expect(streamed.labelBalance).toBe(held.labelBalance);
		expect(streamed.probe).toEqual(held.probe);
		expect(streamed.trust).toEqual(held.trust);
	});

	test('is plain data of the documented shape, and says what is left out', async () => {
		const analysis = await analyzeStream(new FakeProbe(), streamOf([...linesOf(40), '{"input": "broken'], 'Say where'));
		expect(analysisSchema.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
		expect(analysis.demonstrations).toEqual([]);
		expect(analysis.scores?.consistency).not.toBeNull();
		expect(analysis.findings.map(({ rule, range }) => [rule, range.start.line])).toEqual([['parse-error', 40]]);
		expect(analysis.notices.join(' ')).toMatch(/no contributions.*Rules that compare demonstrations were not run/u);
	});

	test('has the very consistency of the same set held', async () => {
		const lines = linesOf(60);
		const { analysis: held } = await analyze(
			{ probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger },
			inputOf(lines, 'Say where a river or a mountain is'),
		);
		const streamed = await analyzeStream(new FakeProbe(), streamOf(lines, 'Say where a river or a mountain is'));
		expect(streamed.scores?.consistency).toEqual(held.scores?.consistency);
	});

	test('goes on where it was interrupted, and comes to the very same result', async () => {
		const set = streamOf(linesOf(1600), 'Say where');
		const whole = await analyzeStream(new FakeProbe(), set);
		const unfinished = new MemoryUnfinished();
		await expect(analyzeStream(dyingProbe(4), set, { unfinished })).rejects.toThrow('died');
		expect(unfinished.states.size).toBe(1);

		const probe = new FakeProbe();
		const resumed = await analyzeStream(probe, set, { unfinished });
		expect(resumed).toEqual(whole);
		expect(probe.requests.filter(({ gradient }) => gradient)).toHaveLength(1600 - 2 * 512);
		expect(unfinished.states.size).toBe(0);
	});

	test('starts anew where a text, the task or the loss is another', async () => {
		const lines = linesOf(600);
		const unfinished = new MemoryUnfinished();
		await expect(analyzeStream(dyingProbe(1), streamOf(lines), { unfinished })).rejects.toThrow('died');
		const readings = async (set: StreamedSet, loss?: 'completion'): Promise<number> => {
			const probe = new FakeProbe();
			await analyzeStream(probe, set, { unfinished, ...(loss === undefined ? {} : { loss }) });
			return probe.requests.filter(({ gradient }) => gradient).length;
		};
		expect(await readings(streamOf(lines), 'completion')).toBe(600);
		expect(await readings(streamOf(lines, 'Say where'))).toBe(600);
		expect(await readings(streamOf([...lines.slice(0, -1), JSON.stringify({ input: 'a', output: 'b' })]))).toBe(600);
		expect(await readings(streamOf(lines))).toBe(600 - 512);
	});

	test('uses no task where its parts say different ones', async () => {
		const task = (text: string) => inspectionOf(inspect(inputOf(linesOf(3), text)));
		const { format, file } = streamOf([]);
		const analysis: Analysis = await analyzeStream(new FakeProbe(), {
			file,
			format,
			parts: () => [task('a'), task('b')],
		});
		expect(analysis.task).toBeNull();
		expect(analysis.notices.join(' ')).toContain('different tasks');
	});

	test('without a demonstration is refused, with the reason', async () => {
		await expect(analyzeStream(new FakeProbe(), streamOf(['{"input": "broken']))).rejects.toMatchObject({
			code: 'set.empty',
		});
	});
});
