import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { nullLogger } from '../../src/base/logger';
import type { ReadingRequest } from '../../src/probe/probeModel';
import { startProbe } from '../../src/probe/process/client';
import { generatedCheckpoint } from './generatedCheckpoint';

const REPEATS = 8;
/** Milliseconds. */
const lookEvery = 2;

/**
 * Cancels readings of the 135M shape in the middle of a batch of a second or more, and prints the milliseconds from the
 * signal to the rejection and to the end of all computation, on the machine as it is and with every core kept busy
 * besides. Linux only; after `npm run build`.
 */
export async function measure(): Promise<void> {
	const checkpoint = await generatedCheckpoint('135M');
	await report('as it is', checkpoint);
	const others = Array.from({ length: 2 * availableParallelism() }, () => spawn(process.execPath, ['-e', 'for(;;);']));
	try {
		await report(`beside ${others.length} busy processes`, checkpoint);
	} finally {
		others.forEach(other => other.kill('SIGKILL'));
	}
}

async function report(title: string, checkpoint: string): Promise<void> {
	const rejections: number[] = [];
	const ends: number[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		const { rejection, end } = await cancelOne(checkpoint, 200 + 60 * repeat);
		rejections.push(rejection);
		ends.push(end);
	}
	const show = (times: readonly number[]): string =>
		`${(times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN).toFixed(0)} (at most ${Math.max(...times).toFixed(0)})`;
	console.log(`${title}: rejected after ${show(rejections)} ms, nothing computed after ${show(ends)} ms`);
}

async function cancelOne(
	checkpoint: string,
	delay: number,
): Promise<{ readonly rejection: number; readonly end: number }> {
	const probe = startProbe({ workerFile: 'dist/probeWorker.js', checkpoint, logger: nullLogger });
	try {
		await probe.read([textOf(4)]);
		const { processId = 0 } = probe;
		const controller = new AbortController();
		const cancelled = probe.read([textOf(900)], { signal: controller.signal }).then(
			() => NaN,
			() => performance.now(),
		);
		await wait(delay);
		const start = performance.now();
		controller.abort();
		const rejection = (await cancelled) - start;
		while (isComputing(processId)) {
			await wait(lookEvery);
		}
		return { rejection, end: performance.now() - start };
	} finally {
		probe.dispose();
	}
}

function textOf(words: number): ReadingRequest {
	return { input: 'a '.repeat(words), output: 'b', loss: 'joint', gradient: true };
}

/** A process that is gone, or ended and not yet cleared away, does not compute; nor do its threads. */
function isComputing(processId: number): boolean {
	try {
		return !/^State:\s+[ZX]/mu.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
	} catch {
		return false;
	}
}
