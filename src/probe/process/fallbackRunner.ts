import * as l10n from '@vscode/l10n';
import { messageOf } from '../../base/errors';
import type { BatchRunner } from '../reading/batch';
import type { LocalRunner } from './localRunner';
import { hasOnlyNumbers } from './selfCheck';

/**
 * Runs batches on a device until it fails once, and then, from that very batch on, on what stands in for it. A device
 * that is lost, or out of memory, or gives what is no number, has failed.
 */
export function fallbackRunner(
	device: LocalRunner,
	standIn: () => BatchRunner,
	onFailure: (reason: string) => void,
): BatchRunner {
	let runner: BatchRunner | undefined;
	return {
		async run(batch, gradient) {
			if (runner !== undefined) {
				return runner.run(batch, gradient);
			}
			try {
				const output = await device.run(batch, gradient);
				if (hasOnlyNumbers(output)) {
					return output;
				}
				throw new RangeError(l10n.t('it gave a result that is no number'));
			} catch (error) {
				onFailure(messageOf(error));
				runner = standIn();
			}
			// A device that has failed need not let go of its memory.
			device.release().catch(() => undefined);
			return runner.run(batch, gradient);
		},
	};
}
