import { InferenceSession, Tensor } from 'onnxruntime-node';
import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { embeddingName } from '../../src/probe/checkpoint/parameterNames';
import { gradientOutput } from '../../src/probe/onnx/exactGradients';
import { GraphBuilder, elementType } from '../../src/probe/onnx/graphBuilder';
import { buildProbeGraph } from '../../src/probe/onnx/probeGraph';
import { vendiScore } from '../../src/metrics/vendi';
import { symmetricEigenvalues } from '../../src/numeric/eigen';
import { createSession } from '../../src/probe/process/session';
import { packBatch } from '../../src/probe/reading/batch';
import { encodeRequest } from '../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../src/probe/tokenizer/tokenizer';
import { poolRequests } from './texts';
import { xorshift } from './xorshift';

/** Entries of the gradient that are projected at a time. */
const CHUNK = 16_384;
/** The paper's dimension (Prismatic Synthesis, arXiv 2505.20161). */
const denseDimension = 1024;

/**
 * Compares cosines of sketches with cosines of exact gradients over all pairs of real texts, and does the same for the
 * dense Rademacher projection to 1024 dimensions. Beside them, the Vendi scores of the texts under each.
 */
export async function measure(count = '120', checkpointFolder = 'media/probe'): Promise<void> {
	const checkpoint = await openCheckpoint(checkpointFolder);
	const tokenizer = createTokenizer(checkpoint.tokenizer);
	const options = { threads: 2, weightsFolder: checkpoint.weights.folder };
	const exact = await createSession(buildProbeGraph(checkpoint, { gradient: 'exact' }), options);
	const sketching = await createSession(buildProbeGraph(checkpoint, { gradient: 'sketch' }), options);
	const names = [...checkpoint.tensors.keys()];

	const gradients: Float32Array[] = [];
	const embeddingShares: number[] = [];
	const sketches: Float32Array[] = [];
	for (const request of await poolRequests(Number(count))) {
		const batch = packBatch([encodeRequest(request, tokenizer, 300)]);
		const parts = await exact.run(batch);
		const gradient = new Float32Array(checkpoint.parameters);
		let offset = 0;
		for (const name of names) {
			const part = parts.get(gradientOutput(name)) ?? new Float32Array();
			gradient.set(part, offset);
			offset += part.length;
			if (name === embeddingName) {
				embeddingShares.push(dot(part, part));
			}
		}
		gradients.push(gradient);
		sketches.push((await sketching.run(batch)).get('sketch') ?? new Float32Array());
	}
	const truth = gram(gradients);
	const share = embeddingShares.reduce((sum, square, index) => sum + square / (truth[index]?.[index] ?? 1), 0);
	console.log(
		`${gradients.length} texts; the embedding holds ${(share / gradients.length).toFixed(2)} of |g|^2 on average`,
	);
	console.log(`Vendi score by the exact gradients ${vendi(truth).toFixed(2)}`);
	compare('our sketch', gram(sketches), truth);
	compare('dense Rademacher 1024', gram(await denseProjections(gradients)), truth);
}

async function denseProjections(gradients: readonly Float32Array[]): Promise<readonly Float32Array[]> {
	const graph = new GraphBuilder();
	const rows = graph.input('rows', elementType.float, ['n', 'c']);
	const signs = graph.input('signs', elementType.float, ['c', 'd']);
	graph.output('product', graph.node('MatMul', [rows, signs]), elementType.float, ['n', 'd']);
	const session = await InferenceSession.create(graph.encode());
	const projections = gradients.map(() => new Float32Array(denseDimension));
	const length = gradients[0]?.length ?? 0;
	const nextBits = xorshift();
	for (let start = 0; start < length; start += CHUNK) {
		const width = Math.min(CHUNK, length - start);
		const block = new Float32Array(gradients.length * width);
		for (const [row, gradient] of gradients.entries()) {
			block.set(gradient.subarray(start, start + width), row * width);
		}
		const matrix = new Float32Array(width * denseDimension);
		for (let index = 0; index < matrix.length; index += 32) {
			const bits = nextBits();
			for (let bit = 0; bit < 32; bit++) {
				matrix[index + bit] = (bits >>> bit) & 1 ? 1 : -1;
			}
		}
		const { product } = await session.run({
			rows: new Tensor('float32', block, [gradients.length, width]),
			signs: new Tensor('float32', matrix, [width, denseDimension]),
		});
		const data = product?.data as Float32Array;
		for (const [row, projection] of projections.entries()) {
			for (let index = 0; index < denseDimension; index++) {
				projection[index] = (projection[index] ?? 0) + (data[row * denseDimension + index] ?? 0);
			}
		}
	}
	return projections;
}

function compare(name: string, sketched: readonly Float64Array[], truth: readonly Float64Array[]): void {
	let squares = 0;
	let bias = 0;
	let pairs = 0;
	for (let i = 0; i < truth.length; i++) {
		for (let j = 0; j < i; j++) {
			const error = cosine(sketched, i, j) - cosine(truth, i, j);
			squares += error * error;
			bias += error;
			pairs++;
		}
	}
	console.log(
		`${name}: cosine RMSE ${Math.sqrt(squares / pairs).toFixed(4)}, mean error ${(bias / pairs).toFixed(4)}; Vendi score ${vendi(sketched).toFixed(2)}`,
	);
}

/** Of order 1, under the cosines. */
function vendi(products: readonly Float64Array[]): number {
	const size = products.length;
	const data = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j <= i; j++) {
			data[i * size + j] = data[j * size + i] = cosine(products, i, j);
		}
	}
	return vendiScore(symmetricEigenvalues({ size, data }));
}

function cosine(products: readonly Float64Array[], i: number, j: number): number {
	const at = (row: number, column: number): number => products[row]?.[column] ?? 0;
	return at(i, j) / Math.sqrt(at(i, i) * at(j, j));
}

function gram(vectors: readonly Float32Array[]): readonly Float64Array[] {
	const products = vectors.map(() => new Float64Array(vectors.length));
	for (const [i, row] of products.entries()) {
		for (let j = 0; j <= i; j++) {
			row[j] = dot(vectors[i] ?? new Float32Array(), vectors[j] ?? new Float32Array());
		}
	}
	return products;
}

function dot(left: Float32Array, right: Float32Array): number {
	let sum = 0;
	for (let index = 0; index < left.length; index++) {
		sum += (left[index] as number) * (right[index] as number);
	}
	return sum;
}
