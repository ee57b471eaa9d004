import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../src/base/random';
import { inspect } from '../../src/workflows/inspect';
import { inspectionOf } from '../../src/workflows/inspection';
import { jsonLines } from '../../src/demonstrations/formats/jsonLines';
import type { ProbeModel, Reading } from '../../src/probe/probeModel';
import { analyzeStream } from '../../src/workflows/stream/analyzeStream';
import type { StreamedSet } from '../../src/workflows/stream/streamedSet';

const linesPerPart = 8192;
const directions = 4096;

/** Streams a set with a probe that makes its readings up: what is measured is all but reading. */
export async function measure(count = '10000', sketchLength = '4096'): Promise<void> {
	const length = Number(sketchLength);
	const total = Number(count);
	const before = process.cpuUsage();
	const started = performance.now();
	const { scores } = await analyzeStream(madeUpProbe(length), madeUpSet(total));
	const { user, system } = process.cpuUsage(before);
	const cpu = (user + system) / 1000;
	const figures = {
		count: total,
		sketchLength: length,
		gVendi: scores?.gVendi,
		seconds: Math.round((performance.now() - started) / 1000),
		cpuSeconds: Math.round(cpu / 1000),
		cpuMillisecondsEach: Number((cpu / total).toFixed(3)),
		peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
	};
	process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** So many made-up lines, in parts. */
export function madeUpSet(total: number): StreamedSet {
	const starts = Array.from({ length: Math.ceil(total / linesPerPart) }, (_, part) => part * linesPerPart);
	return {
		file: 'made-up.jsonl',
		format: jsonLines,
		parts: function* () {
			for (const start of starts) {
				const lines = Array.from({ length: Math.min(linesPerPart, total - start) }, (_, index) =>
					lineOf(start + index),
				);
				const document = { name: 'made-up.jsonl', text: lines.join('\n') };
				yield inspectionOf(
					inspect({ document, format: 'jsonl', rules: { 'near-duplicate': 'off', 'conflicting-label': 'off' } }),
				);
			}
		},
	};
}

function lineOf(index: number): string {
	return JSON.stringify({ input: `What is ${index} and ${index % 977}?`, output: `It is the number ${index * 3}.` });
}

/** Sketches are sums of two of some thousand noisy directions, cheaper to make than to fold. */
export function madeUpProbe(length: number): ProbeModel {
	const random = seededRandom(5);
	const noise = Float32Array.from({ length: length + directions }, () => random() - 0.5);
	const reading = (): Reading => {
		const [from, other] = [Math.floor(random() * directions), Math.floor(random() * directions)];
		const sketch = noise.slice(from, from + length);
		for (let index = 0; index < length; index += 3) {
			sketch[index] = (sketch[index] ?? 0) + (noise[other + index] ?? 0);
		}
		return { logProbs: sketch.slice(0, 20), tokens: 40, embedding: sketch.slice(0, 256), truncated: false, sketch };
	};
	return {
		describe: () =>
			Promise.resolve({
				id: 'made up',
				revision: '0',
				parameters: 0,
				provider: 'cpu',
				window: 1024,
				sketchDimension: length,
			}),
		read: async (requests, { onReading } = {}) => {
			await wait(0);
			return requests.map((_, index) => {
				const made = reading();
				onReading?.(index, made);
				return made;
			});
		},
		dispose: () => undefined,
	};
}
