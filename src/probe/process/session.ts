import type * as Runtime from 'onnxruntime-node';
import { UserError, messageOf } from '../../base/errors';
import type { Batch } from '../reading/batch';
import { runtimeMissing } from './runtimeMissing';

/** A loaded probe graph. `run` blocks the event loop while it computes. */
export interface ProbeSession {
	/** Every output of the graph by its name, row by row. */
	run(batch: Batch): Promise<ReadonlyMap<string, Float32Array>>;
	release(): Promise<void>;
}

export interface SessionOptions {
	readonly threads: number;
	/** Where the weights lie that the model refers to. */
	readonly weightsFolder: string;
}

/**
 * Loads a model into ONNX Runtime on the CPU. Memory patterns are off, since they cost memory at varying shapes and
 * gain nothing; threads do not spin while they wait, so that the editor beside stays quick.
 *
 * @throws {UserError} `probe.runtime`: ONNX Runtime itself cannot be loaded here; `probe.session`: it refuses the model.
 */
export async function createSession(model: Uint8Array, options: SessionOptions): Promise<ProbeSession> {
	const { InferenceSession, Tensor } = await loadRuntime();
	let session: Runtime.InferenceSession;
	try {
		session = await InferenceSession.create(model, {
			executionProviders: ['cpu'],
			intraOpNumThreads: options.threads,
			enableMemPattern: false,
			logSeverityLevel: 3,
			extra: {
				session: {
					model_external_initializers_file_folder_path: options.weightsFolder,
					intra_op: { allow_spinning: '0' },
				},
			},
		});
	} catch (error) {
		throw new UserError('probe.session', `The probe could not be loaded: ${messageOf(error)}`, 'service', {
			cause: error,
		});
	}
	return {
		async run({ size, length, ids, weights }) {
			const outputs = await session.run({
				input_ids: new Tensor('int64', ids, [size, length]),
				loss_weights: new Tensor('float32', weights, [size, length]),
			});
			return new Map(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]));
		},
		release: () => session.release(),
	};
}

async function loadRuntime(): Promise<typeof Runtime> {
	try {
		return await import('onnxruntime-node');
	} catch (error) {
		throw runtimeMissing(error);
	}
}
