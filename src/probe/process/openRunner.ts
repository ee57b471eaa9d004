import * as l10n from '@vscode/l10n';
import { messageOf } from '../../base/errors';
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { Provider, ProviderRefusal, ProviderSetting } from '../provider';
import type { BatchRunner } from '../reading/batch';
import { fallbackRunner } from './fallbackRunner';
import { createLocalRunner, type LocalRunner } from './localRunner';
import { isFasterThanCpu } from './providerSpeed';
import { readingDifference, readingTolerance, selfCheckBatch } from './selfCheck';
import { knownProviders } from './session';

export interface OpenRunnerOptions {
	readonly threads: number;
	readonly provider: ProviderSetting;
	/** Told when a provider is given up for the CPU, before the first reading or later. */
	readonly onRefusal: (refusal: ProviderRefusal) => void;
}

export interface OpenedRunner {
	readonly runner: BatchRunner;
	/** The one that runs for now. */
	readonly provider: Provider;
}

/** Tried in this order by `auto`; CoreML cannot hold a graph whose sizes are known only when it runs. */
const automaticProviders: readonly Provider[] = ['cuda', 'dml', 'webgpu'];
/** A smaller model is read faster on the CPU than a graphics processor is told what to do. */
const leastParameters = 50_000_000;

/**
 * Opens a checkpoint on the provider that the setting names, if its first reading equals the CPU's, else on the CPU.
 * A provider that fails later is replaced by the CPU too.
 */
export async function openRunner(checkpoint: Checkpoint, options: OpenRunnerOptions): Promise<OpenedRunner> {
	const { threads, provider: setting, onRefusal } = options;
	const cpu = (): LocalRunner => createLocalRunner(checkpoint, { threads });
	const candidates =
		setting === 'auto' ? await fasterProviders(checkpoint, threads) : setting === 'cpu' ? [] : [setting];
	for (const provider of candidates) {
		try {
			const device = await checkedRunner(checkpoint, provider, threads);
			const runner = fallbackRunner(device, cpu, reason =>
				onRefusal({
					provider,
					reason: l10n.t('The probe was lost on {0} and goes on on the CPU: {1}', provider, inShort(reason)),
				}),
			);
			return { runner, provider };
		} catch (error) {
			onRefusal({
				provider,
				reason: l10n.t('The probe runs on the CPU, not on {0}: {1}', provider, inShort(messageOf(error))),
			});
		}
	}
	return { runner: cpu(), provider: 'cpu' };
}

/** Without the place in ONNX Runtime's source and the condition that failed there, by which its messages begin. */
function inShort(message: string): string {
	const [line = ''] = message.replace(/^[\s\S]*\bwas false\. /u, '').split('\n');
	return line;
}

async function fasterProviders({ parameters }: Checkpoint, threads: number): Promise<readonly Provider[]> {
	const faster: Provider[] = [];
	if (parameters >= leastParameters) {
		const known = await knownProviders();
		for (const provider of automaticProviders.filter(name => known.has(name))) {
			// One that cannot be loaded is not there, which nobody needs to be told who has not asked for it.
			if (await isFasterThanCpu(provider, threads).catch(() => false)) {
				faster.push(provider);
			}
		}
	}
	return faster;
}

async function checkedRunner(checkpoint: Checkpoint, provider: Provider, threads: number): Promise<LocalRunner> {
	const known = await knownProviders();
	if (!known.has(provider)) {
		throw new Error(`ONNX Runtime for this system has ${[...known].join(', ')} only.`);
	}
	const batch = selfCheckBatch(checkpoint.config.vocabularySize);
	const device = createLocalRunner(checkpoint, { threads, provider });
	try {
		const actual = await device.run(batch, true);
		const reference = createLocalRunner(checkpoint, { threads, sparing: true });
		const expected = await reference.run(batch, true);
		await reference.release();
		const difference = readingDifference(actual, expected);
		if (difference > readingTolerance) {
			throw new Error(
				`its readings differ from the CPU's by ${difference.toExponential(1)}, more than ${readingTolerance}.`,
			);
		}
		return device;
	} catch (error) {
		await device.release().catch(() => undefined);
		throw error;
	}
}
