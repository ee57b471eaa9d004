import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nullLogger } from '../../src/base/logger';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { startProbe } from '../../src/probe/process/client';
import type { ProbeModel, ReadOptions, Reading, ReadingRequest } from '../../src/probe/probeModel';
import { analyze } from '../../src/workflows/analyze';
import { directMeasurer } from '../../src/workflows/measure';

const edits = 20;

/** Counts what the probe itself reads, below the cache. */
class CountingProbe implements ProbeModel {
	readings = 0;
	tokens = 0;

	constructor(private readonly inner: ProbeModel) {}

	describe(): ReturnType<ProbeModel['describe']> {
		return this.inner.describe();
	}

	async read(requests: readonly ReadingRequest[], options?: ReadOptions): Promise<readonly Reading[]> {
		const readings = await this.inner.read(requests, options);
		this.readings += readings.length;
		this.tokens += readings.reduce((sum, { tokens }) => sum + tokens, 0);
		return readings;
	}

	dispose(): void {
		this.inner.dispose();
	}
}

/**
 * Analysis of one file as the editor does it: the first time with nothing cached, and after one edit. Needs `npm run build`.
 */
export async function measure(count = '40', task = ''): Promise<void> {
	const lines = (await readFile('examples/pools/word-problems.jsonl', 'utf8')).split('\n').slice(0, Number(count));
	const folder = await mkdtemp(join(tmpdir(), 'demoscope-bench-'));
	const counting = new CountingProbe(
		startProbe({ workerFile: 'dist/probeWorker.js', checkpoint: 'media/probe', logger: nullLogger }),
	);
	const probe = cachedProbe(counting, { disk: new DiskCache(folder, 1 << 28, nullLogger) });
	const services = { probe, measurer: directMeasurer, logger: nullLogger };
	const run = async (): Promise<number> => {
		const started = performance.now();
		await analyze(services, {
			document: { name: 'bench.jsonl', text: `${lines.join('\n')}\n` },
			...(task === '' ? {} : { task: { text: task, source: 'option' } }),
		});
		return performance.now() - started;
	};
	try {
		const cold = await run();
		const { tokens, readings } = counting;
		const same = await run();
		const edited: number[] = [];
		for (let edit = 0; edit < edits; edit++) {
			const line = (edit * 7) % lines.length;
			lines[line] = (lines[line] ?? '').replace('"}', ' "}');
			edited.push(await run());
		}
		edited.sort((a, b) => a - b);
		const median = edited[edits >> 1] ?? NaN;
		const p95 = edited[Math.floor(edits * 0.95)] ?? NaN;
		console.log(`${lines.length} demonstrations, ${readings} readings, ${tokens} tokens`);
		console.log(`cold (process start and loading included)  ${cold.toFixed(0)} ms`);
		console.log(
			`unchanged, from the cache                  ${same.toFixed(0)} ms   ${(same / cold).toFixed(3)} of cold`,
		);
		console.log(
			`after one edit, median of ${edits}               ${median.toFixed(0)} ms   ${(median / cold).toFixed(3)} of cold, p95 ${p95.toFixed(0)} ms, ${((counting.readings - readings) / edits).toFixed(1)} readings an edit`,
		);
	} finally {
		probe.dispose();
		await rm(folder, { recursive: true, force: true });
	}
}
