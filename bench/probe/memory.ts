import { readFileSync } from 'node:fs';
import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { createLocalRunner, defaultThreads } from '../../src/probe/process/localRunner';
import { packBatch } from '../../src/probe/reading/batch';
import { generatedCheckpoint, isShapeName } from './generatedCheckpoint';

/**
 * Prints the memory of this process while it reads with a gradient, without, and with it again, each twice. Linux only.
 * Writing the checkpoint takes memory of its own: run it again for the figures.
 */
export async function measure(shape = '0.5B', mode = 'sparing', tokens = '256'): Promise<void> {
	if (!isShapeName(shape)) {
		throw new RangeError(`no such shape: ${shape}`);
	}
	const checkpoint = await openCheckpoint(await generatedCheckpoint(shape));
	const runner = createLocalRunner(checkpoint, { threads: defaultThreads(), sparing: mode === 'sparing' });
	const length = Number(tokens);
	const batch = packBatch([
		{
			ids: Array.from({ length }, (_, index) => (index * 7919) % checkpoint.config.vocabularySize),
			scored: Array.from({ length: length / 2 }, (_, index) => length / 2 + index),
			truncated: false,
		},
	]);
	console.log(`${shape}, ${mode}, ${tokens} tokens; before anything is loaded ${memory()}`);
	for (const gradient of [true, false, true]) {
		for (const title of ['load and first run', 'second run']) {
			const start = performance.now();
			await runner.run(batch, gradient);
			const duration = performance.now() - start;
			console.log(`gradient ${String(gradient)}, ${title}: ${duration.toFixed(0)} ms, ${memory()}`);
		}
	}
}

/** Of this process: what it holds, and the most it ever held. */
function memory(): string {
	const status = readFileSync('/proc/self/status', 'utf8');
	const gibibytes = (key: string): string => {
		const [, kibibytes = '0'] = new RegExp(`${key}:\\s+(\\d+)`, 'u').exec(status) ?? [];
		return (Number(kibibytes) / 2 ** 20).toFixed(2);
	};
	return `${gibibytes('VmRSS')} GiB, at most ${gibibytes('VmHWM')}`;
}
