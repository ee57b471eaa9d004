import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { createLocalRunner, defaultThreads } from '../../src/probe/process/localRunner';
import { packBatch, planBatches, type Batch } from '../../src/probe/reading/batch';
import { encodeRequest } from '../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../src/probe/tokenizer/tokenizer';
import { poolRequests } from './texts';

const REPEATS = 4;

interface Cost {
	readonly wallSeconds: number;
	/** Of all threads: nearly the same on a busy machine as on a quiet one. */
	readonly cpuSeconds: number;
}

/** Prints tokens a second with and without gradients by batch size, and the time of one demonstration of 100 tokens. */
export async function measure(
	count = '80',
	checkpointFolder = 'media/probe',
	threads = String(defaultThreads()),
): Promise<void> {
	const checkpoint = await openCheckpoint(checkpointFolder);
	const tokenizer = createTokenizer(checkpoint.tokenizer);
	const requests = await poolRequests(Number(count));
	const encodeStart = performance.now();
	const texts = requests.map(request => encodeRequest(request, tokenizer, checkpoint.config.window));
	const encodeTime = performance.now() - encodeStart;
	const tokens = texts.reduce((sum, text) => sum + text.ids.length, 0);
	const scored = texts.reduce((sum, text) => sum + text.scored.length, 0);
	console.log(
		`${texts.length} texts of ${(tokens / texts.length).toFixed(0)} tokens, ${((100 * scored) / tokens).toFixed(0)} % scored, ` +
			`${threads} threads; encoding ${(encodeTime / texts.length).toFixed(2)} ms a text`,
	);

	const runner = createLocalRunner(checkpoint, { threads: Number(threads) });
	const one = packBatch([
		{
			ids: Array.from({ length: 100 }, (_, index) => 100 + index),
			scored: Array.from({ length: 40 }, (_, index) => 60 + index),
			truncated: false,
		},
	]);
	for (const gradient of [false, true]) {
		const load = await cost(() => runner.run(one, gradient));
		const warm = await best(() => runner.run(one, gradient), 30);
		console.log(
			`gradient ${String(gradient)}: load and first run ${ms(load.wallSeconds)}, then 100 tokens in ${ms(warm.wallSeconds)} (${ms(warm.cpuSeconds)} of processor)`,
		);
	}
	for (const budget of [128, 256, 512, 1024, 2048]) {
		const plan = planBatches(
			texts.map(text => text.ids.length),
			budget,
		);
		const batches = plan.map(members => packBatch(members.flatMap(member => texts[member] ?? [])));
		const run = (gradient: boolean) => async (): Promise<void> => {
			for (const batch of batches) {
				await runner.run(batch, gradient);
			}
		};
		const forward = await best(run(false), REPEATS);
		const whole = await best(run(true), REPEATS);
		console.log(
			`${budget} tokens a batch (padding ${(100 * (padded(batches) / tokens - 1)).toFixed(0)} %): ` +
				`forward ${(tokens / forward.wallSeconds).toFixed(0)} tokens/s, ${(tokens / forward.cpuSeconds).toFixed(0)} a processor second; ` +
				`with gradient ${(tokens / whole.wallSeconds).toFixed(0)}, ${(tokens / whole.cpuSeconds).toFixed(0)}; ` +
				`ratio ${(whole.cpuSeconds / forward.cpuSeconds).toFixed(2)}`,
		);
	}
}

async function best(action: () => Promise<unknown>, repeats: number): Promise<Cost> {
	let wallSeconds = Infinity;
	let cpuSeconds = Infinity;
	for (let repeat = 0; repeat < repeats; repeat++) {
		const once = await cost(action);
		wallSeconds = Math.min(wallSeconds, once.wallSeconds);
		cpuSeconds = Math.min(cpuSeconds, once.cpuSeconds);
	}
	return { wallSeconds, cpuSeconds };
}

async function cost(action: () => Promise<unknown>): Promise<Cost> {
	const start = performance.now();
	const before = process.cpuUsage();
	await action();
	const used = process.cpuUsage(before);
	return { wallSeconds: (performance.now() - start) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
}

function padded(batches: readonly Batch[]): number {
	return batches.reduce((sum, batch) => sum + batch.size * batch.length, 0);
}

function ms(seconds: number): string {
	return `${(seconds * 1000).toFixed(1)} ms`;
}
