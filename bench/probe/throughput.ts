import { InferenceSession, Tensor } from 'onnxruntime-node';
import { openCheckpoint, type Checkpoint } from '../../src/probe/checkpoint/checkpoint';
import { sketchSide, tableDimension } from '../../src/probe/onnx/projections';
import { GraphBuilder, elementType } from '../../src/probe/onnx/graphBuilder';
import { createLocalRunner, defaultThreads } from '../../src/probe/process/localRunner';
import { packBatch, type Batch } from '../../src/probe/reading/batch';
import { generatedCheckpoint, isShapeName } from './generatedCheckpoint';

const REPEATS = 6;

/**
 * Prints, for a model's shape with generated weights, the time of a batch with and without the gradient, their ratio,
 * and the rate of the matrix products as a share of what one large product reaches on this machine. The three take
 * turns, so that a busy machine slows them alike; each figure is the best of a few. Half of the tokens are scored.
 */
export async function measure(
	shape = '135M',
	threads = String(defaultThreads()),
	sizes = '1x128 1x256 4x128',
): Promise<void> {
	if (!isShapeName(shape)) {
		throw new RangeError(`no such shape: ${shape}`);
	}
	const checkpoint = await openCheckpoint(await generatedCheckpoint(shape));
	const runner = createLocalRunner(checkpoint, { threads: Number(threads), sparing: false });
	const multiply = await largeProduct(Number(threads));
	for (const size of sizes.split(' ')) {
		const [texts = 1, tokens = 1] = size.split('x').map(Number);
		const batch = halfScored(checkpoint, texts, tokens);
		const best = { forward: Infinity, gradient: Infinity, peak: 0 };
		const ratios: number[] = [];
		for (let repeat = 0; repeat <= REPEATS; repeat++) {
			const forward = await seconds(() => runner.run(batch, false));
			const gradient = await seconds(() => runner.run(batch, true));
			const rate = await multiply();
			// The first run is slower: it allocates.
			if (repeat > 0) {
				best.forward = Math.min(best.forward, forward);
				best.gradient = Math.min(best.gradient, gradient);
				best.peak = Math.max(best.peak, rate);
				ratios.push(gradient / forward);
			}
		}
		const rate = products(checkpoint, texts, tokens) / best.gradient / 1e9;
		console.log(
			`${shape}, ${texts} × ${tokens} tokens, ${threads} threads: forward ${ms(best.forward)}, with gradient ${ms(best.gradient)}; ` +
				`ratio of the best ${(best.gradient / best.forward).toFixed(2)}, median of the pairs ${median(ratios).toFixed(2)}; ` +
				`${rate.toFixed(0)} of ${best.peak.toFixed(0)} GFLOP/s (${((100 * rate) / best.peak).toFixed(0)} %); ` +
				`${((texts * tokens) / best.gradient).toFixed(0)} tokens/s`,
		);
	}
}

function halfScored({ config }: Checkpoint, texts: number, tokens: number): Batch {
	return packBatch(
		Array.from({ length: texts }, (_, text) => ({
			ids: Array.from({ length: tokens }, (_, index) => (text * 104_729 + index * 7919) % config.vocabularySize),
			scored: Array.from({ length: tokens / 2 }, (_, index) => tokens / 2 + index),
			truncated: false,
		})),
	);
}

/** Floating-point operations of the matrix products of a reading with its gradient. */
function products({ config, tensors }: Checkpoint, texts: number, tokens: number): number {
	const { hiddenSize, vocabularySize, layers, heads, headSize } = config;
	let perToken = 0;
	for (const [name, { shape }] of tensors) {
		const [outputs = 0, inputs = 0] = shape;
		if (name.includes('_proj.weight')) {
			const sharesInput = /\.(?:k|v|up)_proj\./u.test(name);
			perToken += 2 * outputs * inputs + sketchSide * (outputs + (sharesInput ? 0 : inputs));
		}
	}
	// Two products forward and four backward.
	perToken += 6 * layers * heads * headSize * tokens;
	perToken += hiddenSize * tableDimension;
	const perScoredToken = 2 * vocabularySize * hiddenSize + hiddenSize * tableDimension;
	return 2 * texts * (tokens * perToken + (tokens / 2) * perScoredToken);
}

/** Gives the rate of one product of large matrices, in GFLOP/s. */
async function largeProduct(threads: number): Promise<() => Promise<number>> {
	const side = 2048;
	const graph = new GraphBuilder();
	const rows = graph.input('rows', elementType.float, ['n', 'n']);
	const weights = graph.tensor('weights', [side, side], new Float32Array(side * side).fill(0.5));
	graph.output('product', graph.node('MatMul', [rows, weights]), elementType.float, ['n', 'n']);
	const session = await InferenceSession.create(graph.encode(), {
		intraOpNumThreads: threads,
		// As in the probe's own sessions: the first session of a process decides for its main thread, and threads that
		// wait actively after a run slow what is measured next.
		extra: { session: { set_denormal_as_zero: '1', force_spinning_stop: '1' } },
	});
	const feeds = { rows: new Tensor('float32', new Float32Array(side * side).fill(0.5), [side, side]) };
	return async () => (2 * side ** 3) / (await seconds(() => session.run(feeds))) / 1e9;
}

async function seconds(action: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await action();
	return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function ms(seconds: number): string {
	return `${(seconds * 1000).toFixed(0)} ms`;
}
