import * as l10n from '@vscode/l10n';
import type * as Runtime from 'onnxruntime-node';
import { UserError, messageOf } from '../../base/errors';
import type { Provider } from '../provider';
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
	/** The processor unless another is named. Operators that the other lacks run on the processor. */
	readonly provider?: Provider;
	/** Leaves the weights as they are and gives memory back after every run: half the memory, some of the speed. */
	readonly sparing?: boolean;
}

/**
 * Loads a model into ONNX Runtime. Memory patterns are off, since they cost memory at varying shapes and gain nothing.
 * Threads wait actively within a run, whose steps are short, and sleep after it. Numbers below 1.2e-38 count as zero:
 * the exponentials of masked attention scores fall there, where the processor is many times slower. That holds for this
 * whole thread, from the first session on.
 *
 * @throws {UserError} `probe.runtime`: ONNX Runtime itself cannot be loaded here; `probe.session`: it refuses the model.
 */
export async function createSession(model: Uint8Array, options: SessionOptions): Promise<ProbeSession> {
	const { InferenceSession, Tensor } = await loadRuntime();
	const { provider = 'cpu', sparing = false } = options;
	if (provider === 'cuda') {
		// Else matrix products keep 10 bits of a fraction, and no self-check would pass. The library reads it once.
		process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
	}
	let session: Runtime.InferenceSession;
	try {
		session = await InferenceSession.create(model, {
			executionProviders: [provider],
			intraOpNumThreads: options.threads,
			enableMemPattern: false,
			enableCpuMemArena: !sparing,
			logSeverityLevel: 3,
			extra: {
				session: {
					model_external_initializers_file_folder_path: options.weightsFolder,
					set_denormal_as_zero: '1',
					disable_prepacking: sparing ? '1' : '0',
					intra_op: { allow_spinning: '1' },
					force_spinning_stop: '1',
				},
			},
		});
	} catch (error) {
		throw new UserError('probe.session', l10n.t('The probe could not be loaded: {0}', messageOf(error)), 'service', {
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

/** Names of the providers that this build of ONNX Runtime knows; whether one works shows only when it is used. */
export async function knownProviders(): Promise<ReadonlySet<string>> {
	const { listSupportedBackends } = await loadRuntime();
	return new Set(listSupportedBackends().map(({ name }) => name));
}

async function loadRuntime(): Promise<typeof Runtime> {
	try {
		return await import('onnxruntime-node');
	} catch (error) {
		throw runtimeMissing(error);
	}
}
