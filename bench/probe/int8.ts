import { openCheckpoint, type Checkpoint } from '../../src/probe/checkpoint/checkpoint';
import { buildProbeGraph } from '../../src/probe/onnx/probeGraph';
import { defaultThreads } from '../../src/probe/process/localRunner';
import { createSession, type ProbeSession } from '../../src/probe/process/session';
import { packBatch } from '../../src/probe/reading/batch';
import { encodeRequest } from '../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../src/probe/tokenizer/tokenizer';
import { generatedCheckpoint, isShapeName } from './generatedCheckpoint';
import { quantisedLayers } from './int8/quantisedLayers';
import { readTensor } from './int8/readTensor';
import { poolRequests } from './texts';

const REPEATS = 6;

/**
 * Compares readings by 8-bit products with exact ones: with a shape's name the time of one text of 256 tokens, half of
 * them scored; else, for so many real texts, the cosines of the built-in probe's sketches and its log-probabilities.
 */
export async function measure(what = '120', threads = String(defaultThreads())): Promise<void> {
	if (isShapeName(what)) {
		await compareTimes(await openCheckpoint(await generatedCheckpoint(what)), Number(threads));
	} else {
		await compareReadings(await openCheckpoint('media/probe'), Number(what), Number(threads));
	}
}

async function compareTimes(checkpoint: Checkpoint, threads: number): Promise<void> {
	const sessions = [await quantised(checkpoint, threads), await exact(checkpoint, threads)];
	const batch = packBatch([
		{
			ids: Array.from({ length: 256 }, (_, index) => (index * 7919) % checkpoint.config.vocabularySize),
			scored: Array.from({ length: 128 }, (_, index) => 128 + index),
			truncated: false,
		},
	]);
	const wall = sessions.map(() => Infinity);
	const processor = sessions.map(() => Infinity);
	for (let repeat = 0; repeat <= REPEATS; repeat++) {
		for (const [index, session] of sessions.entries()) {
			const start = performance.now();
			const before = process.cpuUsage();
			await session.run(batch);
			const { user, system } = process.cpuUsage(before);
			// The first run is slower: it allocates.
			if (repeat > 0) {
				wall[index] = Math.min(wall[index] ?? NaN, performance.now() - start);
				processor[index] = Math.min(processor[index] ?? NaN, (user + system) / 1000);
			}
		}
	}
	const show = ([fast = NaN, slow = NaN]: readonly number[]): string =>
		`${slow.toFixed(0)} ms exact, ${fast.toFixed(0)} ms with 8 bits (${(slow / fast).toFixed(2)} times as fast)`;
	console.log(`${checkpoint.id}, ${threads} threads: ${show(wall)}; of processor time ${show(processor)}`);
}

async function compareReadings(checkpoint: Checkpoint, count: number, threads: number): Promise<void> {
	const tokenizer = createTokenizer(checkpoint.tokenizer);
	const [reference, fast] = [await exact(checkpoint, threads), await quantised(checkpoint, threads)];
	const cosines: number[] = [];
	const differences: number[] = [];
	for (const request of await poolRequests(count)) {
		const batch = packBatch([encodeRequest(request, tokenizer, 300)]);
		const [expected, actual] = [await reference.run(batch), await fast.run(batch)];
		cosines.push(cosine(expected.get('sketch') ?? new Float32Array(), actual.get('sketch') ?? new Float32Array()));
		const logProbs = actual.get('token_log_probs');
		for (const [index, value] of expected.get('token_log_probs')?.entries() ?? []) {
			if (value !== 0) {
				differences.push(Math.abs(value - (logProbs?.[index] ?? NaN)));
			}
		}
	}
	const quantile = (values: readonly number[], share: number): string =>
		([...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN).toFixed(4);
	console.log(
		`${cosines.length} texts: cosine of the sketches to the exact ones at least ${quantile(cosines, 0)}, ` +
			`in 95 % at least ${quantile(cosines, 0.05)}, median ${quantile(cosines, 0.5)}`,
	);
	console.log(
		`log-probabilities differ by ${quantile(differences, 0.5)} (median), in 95 % by at most ${quantile(differences, 0.95)}, ` +
			`by at most ${quantile(differences, 1)}`,
	);
}

function exact(checkpoint: Checkpoint, threads: number): Promise<ProbeSession> {
	const graph = buildProbeGraph(checkpoint, { gradient: 'sketch' });
	return createSession(graph, { threads, weightsFolder: checkpoint.weights.folder });
}

function quantised(checkpoint: Checkpoint, threads: number): Promise<ProbeSession> {
	const { folder } = checkpoint.weights;
	const graph = buildProbeGraph(checkpoint, {
		gradient: 'sketch',
		linearLayers: (operators, parameters) =>
			quantisedLayers(operators, parameters, name => readTensor(folder, parameters.stored(name))),
	});
	return createSession(graph, { threads, weightsFolder: folder });
}

function cosine(left: Float32Array, right: Float32Array): number {
	const product = (a: Float32Array, b: Float32Array): number =>
		a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
	return product(left, right) / Math.sqrt(product(left, left) * product(right, right));
}
