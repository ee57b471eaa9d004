import { bundle, type Bundle } from './bundle';

export type BundledWorker = Bundle;

/** Bundles the probe's process as the product does. */
export function bundleProbeWorker(): Promise<BundledWorker> {
	return bundle('src/probe/process/worker.ts');
}
