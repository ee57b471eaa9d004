import { availableParallelism } from 'node:os';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { buildProbeGraph } from '../onnx/probeGraph';
import type { BatchRunner } from '../reading/batch';
import { createSession, type ProbeSession } from './session';

/** A core is left to the editor where there are more than two. */
export function defaultThreads(cores = availableParallelism()): number {
	return cores > 2 ? Math.min(cores - 1, 8) : cores;
}

/** Runs a checkpoint's graphs in this process: one for readings with a gradient and one for those without, each loaded at its first use. */
export function createLocalRunner(checkpoint: Checkpoint, threads: number): BatchRunner {
	const sessions = new Map<boolean, Promise<ProbeSession>>();
	const load = (gradient: boolean): Promise<ProbeSession> =>
		createSession(buildProbeGraph(checkpoint, { gradient: gradient ? 'sketch' : 'none' }), {
			threads,
			weightsFolder: checkpoint.weights.folder,
		});
	return {
		async run(batch, gradient) {
			let session = sessions.get(gradient);
			if (session === undefined) {
				session = load(gradient);
				sessions.set(gradient, session);
				session.catch(() => sessions.delete(gradient));
			}
			const outputs = await (await session).run(batch);
			const [tokenLogProbs, embedding] = [outputs.get('token_log_probs'), outputs.get('embedding')];
			if (tokenLogProbs === undefined || embedding === undefined) {
				throw new RangeError('the graph did not give its outputs');
			}
			return { tokenLogProbs, embedding, sketch: outputs.get('sketch') };
		},
	};
}
