import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { nullLogger } from '../../src/base/logger';
import type { ReadingRequest } from '../../src/probe/probeModel';
import { startProbe } from '../../src/probe/process/client';
import { generatedCheckpoint } from './generatedCheckpoint';

const REPEATS = 5;
/** Ends by itself, whatever becomes of this process. */
const busyMinute = 'const end = Date.now() + 60_000; while (Date.now() < end);';
/** Milliseconds. */
const lookEvery = 2;

/**
 * Cancels readings of the 135M shape in the middle of a batch of a second or more, and prints the milliseconds from the
 * signal to the rejection, to the last change of the process's computing time (in steps of some 10 ms), and to the end
 * of the process, whose memory takes a while to clear; on the machine as it is, and with every core kept busy besides.
 * Linux only; after `npm run build`.
 */
export async function measure(): Promise<void> {
	const checkpoint = await generatedCheckpoint('135M');
	await report('as it is', checkpoint);
	const others = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', busyMinute]));
	try {
		await report(`beside ${others.length} busy processes`, checkpoint);
	} finally {
		others.forEach(other => other.kill('SIGKILL'));
	}
}

interface Times {
	readonly rejection: number;
	readonly computed: number;
	readonly end: number;
}

async function report(title: string, checkpoint: string): Promise<void> {
	const times: Times[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		times.push(await cancelOne(checkpoint, 200 + 60 * repeat));
	}
	const show = (key: keyof Times): string => {
		const sorted = times.map(time => time[key]).sort((a, b) => a - b);
		return `${(sorted[sorted.length >> 1] ?? NaN).toFixed(0)} ms (at most ${(sorted.at(-1) ?? NaN).toFixed(0)})`;
	};
	console.log(
		`${title}: rejected after ${show('rejection')}, computed for ${show('computed')}, process gone after ${show('end')}`,
	);
}

async function cancelOne(checkpoint: string, delay: number): Promise<Times> {
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
		let [before, computed] = [computingTime(processId), 0];
		for (let now = before; now !== undefined; now = computingTime(processId)) {
			if (now !== before) {
				[before, computed] = [now, performance.now() - start];
			}
			await wait(lookEvery);
		}
		return { rejection, computed, end: performance.now() - start };
	} finally {
		probe.dispose();
	}
}

function textOf(words: number): ReadingRequest {
	return { input: 'a '.repeat(words), output: 'b', loss: 'joint', gradient: true };
}

/** Of all threads of a process, outside the kernel; undefined where it is gone, or ended and not yet cleared away. */
function computingTime(processId: number): string | undefined {
	try {
		// State and times follow the name, which stands in brackets.
		const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
		return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[11];
	} catch {
		return undefined;
	}
}
