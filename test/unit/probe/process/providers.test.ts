import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { nullLogger } from '../../../../src/base/logger';
import type { ReadingRequest } from '../../../../src/probe/probeModel';
import { startProbe, type ProcessProbe } from '../../../../src/probe/process/client';
import type { ProviderRefusal, ProviderSetting } from '../../../../src/probe/provider';
import { bundleProbeWorker, type BundledWorker } from '../../../support/probeWorker';

let worker: BundledWorker;
const probes: ProcessProbe[] = [];
beforeAll(async () => {
	worker = await bundleProbeWorker();
});
afterEach(() => {
	for (const probe of probes.splice(0)) {
		probe.dispose();
	}
	vi.unstubAllEnvs();
});
afterAll(() => worker.remove());

/** The built-in probe on a provider, with what it says of refusals. */
function start(provider: ProviderSetting): { readonly probe: ProcessProbe; readonly refusals: ProviderRefusal[] } {
	const probe = startProbe({
		workerFile: worker.file,
		checkpoint: 'media/probe',
		threads: 1,
		logger: nullLogger,
		provider,
	});
	const refusals: ProviderRefusal[] = [];
	probe.onRefusal(refusal => refusals.push(refusal));
	probes.push(probe);
	return { probe, refusals };
}

const request: ReadingRequest = {
	task: 'Say whether the review is positive.',
	input: 'A warm and funny film.',
	output: 'positive',
	loss: 'joint',
	gradient: true,
};

describe('WebGPU', () => {
	test('without an adapter is refused with the reason, and the CPU reads', async () => {
		vi.stubEnv('VK_ICD_FILENAMES', '/nowhere.json');
		vi.stubEnv('LD_LIBRARY_PATH', '/nowhere');
		const { probe, refusals } = start('webgpu');
		const [reading] = await probe.read([request]);
		expect(reading?.sketch).toHaveLength(4096);
		expect((await probe.describe()).provider).toBe('cpu');
		expect(refusals.map(({ provider }) => provider)).toEqual(['webgpu']);
		expect(refusals[0]?.reason).toMatch(/^The probe runs on the CPU, not on webgpu: Failed to get a WebGPU adapter/);
	});
});

describe('a provider', () => {
	test('that this build does not have is refused with those that it has', async () => {
		const { probe, refusals } = start(process.platform === 'darwin' ? 'dml' : 'coreml');
		expect((await probe.describe()).provider).toBe('cpu');
		expect(refusals[0]?.reason).toMatch(/ONNX Runtime for this system has .*cpu/);
	});

	test('is not looked for by auto where the probe is too small to gain', async () => {
		const { probe, refusals } = start('auto');
		expect((await probe.describe()).provider).toBe('cpu');
		expect(refusals).toEqual([]);
	});

	test('in whose use the process ends is not tried again', async () => {
		const { probe, refusals } = start('webgpu');
		// The process is still busy with the first self-check.
		const reading = probe.read([request]);
		await vi.waitFor(() => expect(probe.processId).toBeTypeOf('number'));
		process.kill(probe.processId ?? 0, 'SIGKILL');
		expect((await reading)[0]?.sketch).toHaveLength(4096);
		expect((await probe.describe()).provider).toBe('cpu');
		expect(refusals.map(({ reason }) => reason)).toEqual([
			"The probe's process ended while it used webgpu; the CPU reads from now on.",
		]);
	});
});
