import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface BundledWorker {
	readonly file: string;
	remove(): Promise<void>;
}

/** Bundles the probe's process as the product does, below the project so that it finds the native package. */
export async function bundleProbeWorker(): Promise<BundledWorker> {
	await mkdir('out', { recursive: true });
	const folder = await mkdtemp(join('out', 'probe-worker-'));
	const file = join(folder, 'probeWorker.mjs');
	await build({
		entryPoints: ['src/probe/process/worker.ts'],
		bundle: true,
		platform: 'node',
		format: 'esm',
		external: ['onnxruntime-node'],
		logLevel: 'warning',
		outfile: file,
	});
	return { file, remove: () => rm(folder, { recursive: true }) };
}
