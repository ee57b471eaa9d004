import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeRequest, encodeResponse, headerLengthName } from '../../src/probe/openInference/body';
import { contractOf } from '../../src/probe/openInference/contract';
import type { Batch, BatchOutput } from '../../src/probe/reading/batch';

export interface SeenInference {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly rows: number;
	readonly tokens: number;
	readonly binary: boolean;
}

/** Takes an inference's answer over: `proceed` answers as it should be. */
export type Misbehaviour = (response: ServerResponse, proceed: () => void) => void;

export interface InferenceServer {
	readonly address: string;
	readonly seen: readonly SeenInference[];
	/** Most inferences that were being answered at once. */
	readonly mostAtOnce: number;
	/** For the next inferences, one each. */
	readonly misbehave: (...misbehaviours: readonly Misbehaviour[]) => void;
	/** For every inference without one of its own. */
	always: Misbehaviour;
	/** What it says of its model, and of itself. */
	metadata: Record<string, unknown>;
	extensions: readonly string[];
	close(): Promise<void>;
}

/** A server of the Open Inference Protocol that reads with the runner it is given and can misbehave. */
export async function startInferenceServer(
	run: (batch: Batch, gradient: boolean) => Promise<BatchOutput>,
	{ hiddenSize, versions }: { readonly hiddenSize: number; readonly versions: readonly string[] },
): Promise<InferenceServer> {
	const seen: SeenInference[] = [];
	const pending: Misbehaviour[] = [];
	let running = 0;
	let mostAtOnce = 0;

	const infer = async (body: Buffer, path: string, headers: IncomingHttpHeaders, response: ServerResponse) => {
		const headerLength = headers[headerLengthName];
		const decoded = decodeRequest({
			bytes: body,
			headerLength: typeof headerLength === 'string' ? Number(headerLength) : undefined,
		});
		const ids = decoded.inputs.get('input_ids');
		const weights = decoded.inputs.get('loss_weights');
		if (ids?.datatype !== 'INT64' || weights?.datatype !== 'FP32' || decoded.outputs === undefined) {
			throw new Error('the client did not send what it should');
		}
		const [size = 0, length = 0] = ids.shape;
		const { outputs } = decoded;
		const output = await run({ size, length, ids: ids.data, weights: weights.data }, outputs.has('sketch'));
		const data: Readonly<Record<string, Float32Array | undefined>> = {
			token_log_probs: output.tokenLogProbs,
			sketch: output.sketch,
			embedding: output.embedding,
		};
		seen.push({ path, headers, rows: size, tokens: size * length, binary: headerLength !== undefined });
		const answer = encodeResponse(
			{ name: 'probe', version: versions[0] ?? '1', id: undefined },
			[...outputs.keys()].map(name => {
				const values = data[name] ?? new Float32Array();
				return { name, datatype: 'FP32', shape: [size, values.length / size], data: values };
			}),
			name => outputs.get(name) ?? false,
		);
		if (answer.headerLength !== undefined) {
			response.setHeader(headerLengthName, answer.headerLength);
		}
		response.end(answer.bytes);
	};

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const path = request.url ?? '';
			if (!path.endsWith('/infer')) {
				const answers: Readonly<Record<string, unknown>> = {
					'/v2': { name: 'test', version: '1', extensions: state.extensions },
					'/v2/health/ready': {},
					'/v2/models/probe': state.metadata,
				};
				response.writeHead(path in answers ? 200 : 404, { 'content-type': 'application/json' });
				response.end(JSON.stringify(answers[path] ?? { error: 'not found' }));
				return;
			}
			mostAtOnce = Math.max(mostAtOnce, ++running);
			response.on('close', () => running--);
			const misbehaviour = pending.shift() ?? state.always;
			misbehaviour(response, () => {
				infer(Buffer.concat(chunks), path, request.headers, response).catch((error: unknown) => {
					response.writeHead(500).end(String(error));
				});
			});
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const state: InferenceServer = {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		get mostAtOnce() {
			return mostAtOnce;
		},
		misbehave: (...misbehaviours) => void pending.push(...misbehaviours),
		always: (_, proceed) => proceed(),
		metadata: { name: 'probe', versions, platform: 'test', ...contractOf(hiddenSize) },
		extensions: ['binary_tensor_data'],
		close: () =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return state;
}

export const refuse =
	(status: number, headers: Readonly<Record<string, string>> = {}): Misbehaviour =>
	response =>
		response.writeHead(status, headers).end('{"error":"no"}');

/** The connection breaks without an answer. */
export const reset: Misbehaviour = response => response.destroy();

/** Half of an answer, and then nothing. */
export const cut: Misbehaviour = response => {
	response.writeHead(200, { 'content-length': '1000' });
	response.write('{"outputs":[', () => setTimeout(() => response.destroy(), 10));
};

export const says =
	(text: string): Misbehaviour =>
	response =>
		response.writeHead(200, { 'content-type': 'application/json' }).end(text);
