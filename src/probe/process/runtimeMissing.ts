import * as l10n from '@vscode/l10n';
import { UserError, messageOf } from '../../base/errors';

/** ONNX Runtime has no build for this system, or it is not installed: why, what still works, and what to do. */
export function runtimeMissing(
	cause: unknown,
	platform: string = process.platform,
	arch: string = process.arch,
): UserError {
	const [reason = ''] = messageOf(cause).split('\n');
	const isIntelMac = platform === 'darwin' && arch === 'x64';
	return new UserError(
		'probe.runtime',
		[
			isIntelMac
				? l10n.t('The probe cannot run on this Mac: ONNX Runtime has no build for Intel processors.')
				: l10n.t(
						'The probe cannot run here: ONNX Runtime could not be loaded on {0}-{1} ({2}).',
						platform,
						arch,
						reason,
					),
			l10n.t(
				'Findings that need no probe still work: near duplicates by their words, conflicting labels and parse errors.',
			),
			isIntelMac
				? l10n.t(
						'For the other scores connect a probe service (Connect GPU Service, or --service), or open the folder on another machine, over Remote - SSH or in a Linux container.',
					)
				: l10n.t(
						'For the other scores reinstall Demoscope for this platform, connect a probe service (Connect GPU Service, or --service), or open the folder on another machine, over Remote - SSH or in a container.',
					),
		].join(' '),
		'service',
		{ cause },
	);
}
