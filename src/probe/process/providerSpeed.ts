import { GraphBuilder, elementType } from '../onnx/graphBuilder';
import type { Provider } from '../provider';
import type { Batch } from '../reading/batch';
import { createSession } from './session';

/** Rows and columns of the matrices, and products one after the other: some 5 GFLOP in all. */
const SIZE = 768;
const PRODUCTS = 6;
const RUNS = 3;

/**
 * Whether a provider multiplies matrices faster than the CPU. A software adapter is always slower than the processor
 * that it runs on, and shows it here within seconds.
 *
 * @throws {UserError} `probe.session`: there is no such device.
 */
export async function isFasterThanCpu(provider: Provider, threads: number): Promise<boolean> {
	return (await multiplicationTime(provider, threads)) < (await multiplicationTime('cpu', threads));
}

/** Milliseconds, the best of a few runs. */
async function multiplicationTime(provider: Provider, threads: number): Promise<number> {
	const session = await createSession(multiplicationGraph(), { provider, threads, weightsFolder: '' });
	const batch: Batch = {
		size: SIZE,
		length: SIZE,
		ids: new BigInt64Array(SIZE * SIZE),
		weights: new Float32Array(SIZE * SIZE).fill(1 / SIZE),
	};
	let best = Infinity;
	for (let run = 0; run < RUNS; run++) {
		const start = performance.now();
		await session.run(batch);
		best = Math.min(best, performance.now() - start);
	}
	await session.release();
	return best;
}

/** Takes what a probe's graph takes, and multiplies the weights by themselves. */
function multiplicationGraph(): Uint8Array {
	const graph = new GraphBuilder();
	graph.input('input_ids', elementType.int64, ['B', 'T']);
	const matrix = graph.input('loss_weights', elementType.float, ['B', 'T']);
	let product = matrix;
	for (let step = 0; step < PRODUCTS; step++) {
		product = graph.node('MatMul', [product, matrix]);
	}
	graph.output('sum', graph.node('ReduceSum', [product]), elementType.float, []);
	return graph.encode();
}
