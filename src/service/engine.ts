import { join } from 'node:path';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import { readJson } from '../probe/checkpoint/checkpointFiles';
import { parseDecoderConfig } from '../probe/checkpoint/decoderConfig';
import { fingerprintOf } from '../probe/fingerprint';
import { startProbe, type ProcessProbe } from '../probe/process/client';
import type { LocalDescription } from '../probe/process/protocol';
import { hasOnlyNumbers, selfCheckBatch } from '../probe/process/selfCheck';
import type { ProviderSetting } from '../probe/provider';
import type { BatchRunner } from '../probe/reading/batch';
import { UserError } from '../base/errors';

export interface EngineOptions {
	/** The bundled `probe/process/worker.ts`. */
	readonly workerFile: string;
	readonly checkpoint: string;
	readonly provider: ProviderSetting;
	/** Child processes, each with the whole probe. */
	readonly processes: number;
	/** Threads of each; by default as for a probe of one's own. */
	readonly threads?: number;
	readonly logger: Logger;
	readonly onProcessEnd?: () => void;
}

/** A probe in child processes, of which each runs one batch at a time and is started again when it ends. */
export interface ProbeEngine extends Disposable {
	/** The first process's, as it is now: a provider can be given up on the way. */
	describe(): Promise<LocalDescription>;
	readonly fingerprint: string;
	readonly hiddenSize: number;
	readonly vocabularySize: number;
	readonly runners: readonly BatchRunner[];
	/** False while every process has ended so often that none is started again for now. */
	isUsable(): boolean;
	/** Ids of the processes that run, for diagnosis. */
	processIds(): readonly number[];
}

/** As long as a process that ended too often is left alone. */
const restMs = 3 * 60 * 1000;

/**
 * Starts the processes and has each read one short batch, so that what cannot run fails here, and the provider that
 * really runs is known.
 *
 * @throws {UserError} `probe.*`, `service.selfCheck`
 */
export async function startEngine(options: EngineOptions): Promise<ProbeEngine> {
	const { checkpoint, provider, logger, threads, workerFile, onProcessEnd } = options;
	const config = parseDecoderConfig(await readJson(join(checkpoint, 'config.json')));
	const stoppedAt = new Map<ProcessProbe, number>();
	const probes = Array.from({ length: options.processes }, () => {
		const probe = startProbe({
			workerFile,
			checkpoint,
			provider,
			logger,
			idleMs: Infinity,
			...(threads === undefined ? {} : { threads }),
		});
		probe.onCrash(({ restarts }) => {
			onProcessEnd?.();
			if (!restarts) {
				stoppedAt.set(probe, performance.now());
			}
		});
		return probe;
	});
	const [first] = probes;
	if (first === undefined) {
		throw new RangeError('an engine needs a process');
	}
	const dispose = (): void => probes.forEach(probe => probe.dispose());
	try {
		const { revision } = await first.describe();
		await Promise.all(probes.map(probe => selfCheck(probe, config.vocabularySize)));
		return {
			describe: () => first.describe(),
			fingerprint: fingerprintOf(revision),
			hiddenSize: config.hiddenSize,
			vocabularySize: config.vocabularySize,
			runners: probes.map(probe => ({ run: (batch, gradient) => checkedRun(probe, batch, gradient) })),
			isUsable: () => probes.some(probe => performance.now() - (stoppedAt.get(probe) ?? -Infinity) > restMs),
			processIds: () => probes.flatMap(({ processId }) => processId ?? []),
			dispose,
		};
	} catch (error) {
		dispose();
		throw error;
	}
}

const checkedRun: (
	probe: ProcessProbe,
	...values: Parameters<BatchRunner['run']>
) => ReturnType<BatchRunner['run']> = async (probe, batch, gradient) => {
	const output = await probe.run(batch, gradient);
	if (!hasOnlyNumbers(output)) {
		throw new UserError('service.numbers', 'The probe gave a result that is no number.', 'service');
	}
	return output;
};

async function selfCheck(probe: ProcessProbe, vocabularySize: number): Promise<void> {
	const batch = selfCheckBatch(vocabularySize);
	for (const gradient of [true, false]) {
		await checkedRun(probe, batch, gradient);
	}
}
