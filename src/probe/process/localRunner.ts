import { availableParallelism } from 'node:os';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { buildProbeGraph } from '../onnx/probeGraph';
import type { Provider } from '../provider';
import type { BatchRunner } from '../reading/batch';
import { isMemoryShort } from './memory';
import { createSession, type ProbeSession } from './session';

export interface LocalRunnerOptions {
	readonly threads: number;
	/** The processor unless another is named. */
	readonly provider?: Provider;
	/** One session at a time, and that in half the memory; by default where memory is short. */
	readonly sparing?: boolean;
}

export interface LocalRunner extends BatchRunner {
	/** Gives its memory back; a later run loads anew. */
	release(): Promise<void>;
}

/** A core is left to the editor where there are more than two. */
export function defaultThreads(cores = availableParallelism()): number {
	return cores > 2 ? Math.min(cores - 1, 8) : cores;
}

/** Runs a checkpoint's graphs in this process: one for readings with a gradient and one for those without, each loaded at its first use. */
export function createLocalRunner(checkpoint: Checkpoint, options: LocalRunnerOptions): LocalRunner {
	const { threads, provider = 'cpu' } = options;
	const sparing = options.sparing ?? (provider === 'cpu' && isMemoryShort(checkpoint.parameters));
	const sessions = new Map<boolean, Promise<ProbeSession>>();
	// Elsewhere than on a CPU, ONNX Runtime's own operators are not all exact.
	const operatorSet = provider === 'cpu' ? 'contributed' : 'standard';

	const load = (gradient: boolean): Promise<ProbeSession> => {
		const graph = buildProbeGraph(checkpoint, { gradient: gradient ? 'sketch' : 'none', operatorSet });
		return createSession(graph, { threads, provider, sparing, weightsFolder: checkpoint.weights.folder });
	};
	const drop = async (gradient: boolean): Promise<void> => {
		const session = sessions.get(gradient);
		sessions.delete(gradient);
		await (await session)?.release();
	};
	const sessionFor = async (gradient: boolean): Promise<ProbeSession> => {
		let session = sessions.get(gradient);
		if (session === undefined) {
			if (sparing) {
				await drop(!gradient);
			}
			session = load(gradient);
			sessions.set(gradient, session);
			session.catch(() => sessions.delete(gradient));
		}
		return session;
	};
	return {
		async run(batch, gradient) {
			const session = await sessionFor(gradient);
			const outputs = await session.run(batch);
			const [tokenLogProbs, embedding] = [outputs.get('token_log_probs'), outputs.get('embedding')];
			if (tokenLogProbs === undefined || embedding === undefined) {
				throw new RangeError('the graph did not give its outputs');
			}
			return { tokenLogProbs, embedding, sketch: outputs.get('sketch') };
		},
		async release() {
			await drop(false);
			await drop(true);
		},
	};
}
