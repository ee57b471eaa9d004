import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nullLogger } from '../../src/base/logger';
import { startProbe, type ProcessProbe } from '../../src/probe/process/client';
import type { ReadingRequest } from '../../src/probe/probeModel';
import type { ProviderRefusal, ProviderSetting } from '../../src/probe/provider';
import { worstError } from '../support/probeGraphs';
import { bundleProbeWorker, type BundledWorker } from '../support/probeWorker';
import { swiftShaderEnvironment } from './swiftShader';

let worker: BundledWorker;
const probes: ProcessProbe[] = [];
beforeAll(async () => {
	worker = await bundleProbeWorker();
});
afterAll(async () => {
	for (const probe of probes) {
		probe.dispose();
	}
	await worker.remove();
});

/** The built-in probe on a provider. */
function start(provider: ProviderSetting): ProcessProbe {
	const checkpoint = 'media/probe';
	const probe = startProbe({ workerFile: worker.file, checkpoint, threads: 1, logger: nullLogger, provider });
	probes.push(probe);
	return probe;
}

const request: ReadingRequest = {
	task: 'Say whether the review is positive.',
	input: 'A warm and funny film.',
	output: 'positive',
	loss: 'joint',
	gradient: true,
};

test("the built-in probe's gradients on WebGPU equal the CPU's (on Linux on SwiftShader, the driver in Chromium)", async () => {
	const [expected] = await start('cpu').read([request]);
	for (const [name, value] of Object.entries(swiftShaderEnvironment())) {
		vi.stubEnv(name, value);
	}
	const probe = start('webgpu');
	const refusals: ProviderRefusal[] = [];
	probe.onRefusal(refusal => refusals.push(refusal));
	const [actual] = await probe.read([request]);
	expect(refusals).toEqual([]);
	expect((await probe.describe()).provider).toBe('webgpu');
	expect(expected?.sketch).toHaveLength(4096);
	expect(worstError(actual?.sketch ?? [], expected?.sketch ?? [])).toBeLessThan(1e-4);
	expect(worstError(actual?.logProbs ?? [], expected?.logProbs ?? [])).toBeLessThan(1e-4);
	expect(worstError(actual?.embedding ?? [], expected?.embedding ?? [])).toBeLessThan(1e-4);
});
