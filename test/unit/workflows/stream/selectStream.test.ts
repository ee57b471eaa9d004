import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/base/random';
import { jsonLines } from '../../../../src/demonstrations/formats/jsonLines';
import type { ProbeModel, Reading, ReadingRequest, ReadOptions } from '../../../../src/probe/probeModel';
import { selectionSchema } from '../../../../src/protocol/selection';
import { inspect, type MeasureWishes } from '../../../../src/workflows/inspect';
import { inspectionOf } from '../../../../src/workflows/inspection';
import { selectStream } from '../../../../src/workflows/stream/selectStream';
import type { OpenSpill, SpilledRows } from '../../../../src/workflows/stream/spilledRows';
import type { StreamedSet } from '../../../../src/workflows/stream/streamedSet';

const hidden = 32;
const topics = 40;

/** A probe whose gradients point into the direction of the topic that the input names. */
class TopicProbe implements ProbeModel {
	requests = 0;
	readonly abort = new AbortController();

	constructor(private readonly failAfter = Infinity) {}

	describe() {
		return Promise.resolve({
			id: 'topics',
			revision: '0',
			parameters: 1,
			provider: 'cpu' as const,
			window: 1024,
			sketchDimension: hidden,
		});
	}

	read(requests: readonly ReadingRequest[], { onReading }: ReadOptions = {}): Promise<readonly Reading[]> {
		this.requests += requests.length;
		if (this.requests > this.failAfter) {
			return Promise.reject(new Error('killed'));
		}
		const readings = requests.map(({ input, task, gradient }) => {
			const topic = Number(/\d+/.exec(input)?.[0]);
			const random = seededRandom(topic);
			const sketch = Float32Array.from({ length: hidden }, () => random() - 0.5);
			return {
				// The task definition helps with even topics alone.
				logProbs: Float32Array.of(task !== undefined && topic % 2 === 0 ? -1 : -2),
				tokens: 1,
				embedding: new Float32Array(2),
				truncated: false,
				...(gradient ? { sketch } : {}),
			};
		});
		readings.forEach((reading, index) => onReading?.(index, reading));
		return Promise.resolve(readings);
	}

	dispose(): void {
		this.requests = 0;
	}
}

function setOf(count: number, { task, wishes }: { task?: string; wishes?: MeasureWishes } = {}): StreamedSet {
	const rows = Array.from({ length: count }, (_, index) =>
		JSON.stringify({ input: `topic ${index % topics} number x${index}`, output: index % topics < 20 ? 'low' : 'high' }),
	);
	const starts = Array.from({ length: Math.ceil(count / 300) }, (_, part) => 300 * part);
	return {
		file: 'pool.jsonl',
		format: jsonLines,
		parts: () =>
			starts.map(start =>
				inspectionOf(
					inspect({
						document: { name: 'pool.jsonl', text: rows.slice(start, start + 300).join('\n') },
						format: 'jsonl',
						rules: { 'near-duplicate': 'off', 'conflicting-label': 'off' },
						...(task === undefined ? {} : { task: { text: task, source: 'option' } }),
					}),
				),
			),
		...(wishes === undefined ? {} : { wishes }),
	};
}

/** Rows in memory that outlive a run. */
function memorySpill(): { readonly open: OpenSpill; readonly kept: Map<string, Float32Array[]> } {
	const kept = new Map<string, Float32Array[]>();
	const open: OpenSpill = (key, rowLength) => {
		const blocks = kept.get(key) ?? [];
		kept.set(key, blocks);
		const rows: SpilledRows = {
			get count() {
				return blocks.reduce((sum, { length }) => sum + length / rowLength, 0);
			},
			append: block => Promise.resolve(void blocks.push(block)),
			blocks: async function* () {
				yield* await Promise.resolve(blocks);
			},
			close: () => Promise.resolve(),
			remove: () => Promise.resolve(void kept.delete(key)),
		};
		return Promise.resolve(rows);
	};
	return { open, kept };
}

const topicOf = ({ input }: { readonly input: string }): number => Number(/\d+/.exec(input)?.[0]);

test('chooses different topics from a pool of many, and leaves nothing behind', { timeout: 60_000 }, async () => {
	const spill = memorySpill();
	const selection = await selectStream(new TopicProbe(), setOf(1500), spill.open, { count: 12 });
	expect(new Set(selection.demonstrations.map(topicOf)).size).toBe(12);
	expect(selection).toMatchObject({ file: 'pool.jsonl', count: 1500, inconsistent: 0, disallowed: 0 });
	expect(selection.gVendi.chosen).toBeGreaterThan(selection.gVendi.random.highest);
	expect(selectionSchema.parse(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
	expect(spill.kept.size).toBe(0);
});

test('a run that was killed goes on where it stopped, and chooses the same', { timeout: 60_000 }, async () => {
	const spill = memorySpill();
	const killed = new TopicProbe(1100);
	await expect(selectStream(killed, setOf(1500), spill.open, { count: 6 })).rejects.toThrow('killed');
	const later = new TopicProbe();
	const resumed = await selectStream(later, setOf(1500), spill.open, { count: 6 });
	expect(later.requests).toBe(1500 - 2 * 512);
	expect(resumed).toEqual(await selectStream(new TopicProbe(), setOf(1500), memorySpill().open, { count: 6 }));
});

test(
	'keeps to the floor of consistency, the quota of labels and the labels that are allowed',
	{ timeout: 60_000 },
	async () => {
		const set = setOf(1100, { task: 'Say how it is.' });
		const floored = await selectStream(new TopicProbe(), set, memorySpill().open, {
			count: 8,
			minimumConsistency: 0.5,
		});
		expect(floored.demonstrations.every(demonstration => topicOf(demonstration) % 2 === 0)).toBe(true);
		expect(floored.demonstrations[0]?.vScore?.bitsPerToken).toBeCloseTo(Math.LOG2E, 5);
		expect(floored.inconsistent).toBe(550);

		const few = await selectStream(new TopicProbe(), set, memorySpill().open, { count: 8, perLabel: 2 });
		expect(few.demonstrations.map(({ output }) => output).toSorted()).toEqual(['high', 'high', 'low', 'low']);

		const wishes = { labels: ['High'] };
		const allowed = await selectStream(new TopicProbe(), setOf(1100, { wishes }), memorySpill().open, { count: 5 });
		expect(allowed.demonstrations.every(({ output }) => output === 'high')).toBe(true);
		expect(allowed.disallowed).toBe(560);
	},
);

test('a floor needs a task definition, and something above it', async () => {
	const open = memorySpill().open;
	const wished = { count: 3, minimumConsistency: 9 };
	await expect(selectStream(new TopicProbe(), setOf(600), open, wished)).rejects.toMatchObject({
		code: 'select.noTask',
	});
	await expect(selectStream(new TopicProbe(), setOf(600, { task: 'Say.' }), open, wished)).rejects.toMatchObject({
		code: 'select.nothingLeft',
	});
});
