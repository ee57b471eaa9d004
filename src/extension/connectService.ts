import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { abortable } from '../base/abortable';
import { isAbort, messageOf, UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import type { ReadingRequest } from '../probe/probeModel';
import { checkServiceToken, serviceAddresses } from '../probe/remote/serviceAddress';
import type { ProbeFiles } from './probeFiles';
import { settingIds } from './manifestIds';
import type { ProbeServices } from './probeServices';
import { chosenService, probeLocation, probePath } from './settings';

const defaultAddress = 'http://127.0.0.1:8470';

/** Nobody's text: it is sent to see whether the service reads. */
const sample: ReadingRequest = {
	task: 'Name the colour.',
	input: 'The sky on a clear day is',
	output: 'blue',
	loss: 'completion',
	gradient: true,
};

/**
 * Asks for the address and the token of a probe service, tries it with a reading, says how that went, and then reads
 * with it: for this user everywhere.
 *
 * @param given the address that stands there to begin with; by default the present one
 * @returns whether anything has changed
 */
export async function connectService(
	services: ProbeServices,
	files: ProbeFiles,
	logger: Logger,
	given?: string,
): Promise<boolean> {
	const written = await vscode.window.showInputBox({
		title: l10n.t('Connect GPU Service: Address'),
		prompt: l10n.t(
			'Of "demoscope serve", or any server of the Open Inference Protocol v2 that runs this probe. Several that run the same: with commas. Empty: read here again.',
		),
		value: given ?? currentAddresses(),
		ignoreFocusOut: true,
		validateInput: value => (value.trim() === '' ? undefined : mistakeIn(() => serviceAddresses(value))),
	});
	if (written === undefined) {
		return false;
	}
	if (written.trim() === '') {
		await update(settingIds.probeService, undefined);
		return true;
	}
	const addresses = serviceAddresses(written);
	const token = await vscode.window.showInputBox({
		title: l10n.t('Connect GPU Service: Token'),
		prompt: l10n.t("Kept in VS Code's secret storage and sent to this address alone. Empty: none."),
		value: (await services.token(addresses)) ?? '',
		password: true,
		ignoreFocusOut: true,
		validateInput: value => (value.trim() === '' ? undefined : mistakeIn(() => checkServiceToken(value.trim()))),
	});
	if (token === undefined) {
		return false;
	}
	const found = await tryService(addresses, token.trim(), files, logger);
	if (UserError.is(found)) {
		const again = l10n.t('Try Again');
		const answer = await vscode.window.showErrorMessage(`${found.message} ${l10n.t('Nothing was changed.')}`, again);
		return answer === again && (await connectService(services, files, logger, written));
	}
	if (found === undefined || !(services.isAgreed(addresses) || (await services.askNow(addresses)))) {
		return false;
	}
	await services.setToken(addresses, token.trim());
	await update(settingIds.probeService, addresses.join(', '));
	if (probeLocation() === 'local') {
		await update(settingIds.probeLocation, undefined);
	}
	void vscode.window.showInformationMessage(found);
	return true;
}

function currentAddresses(): string {
	try {
		return chosenService()?.join(', ') ?? defaultAddress;
	} catch {
		return defaultAddress;
	}
}

/** For people: how it went, or why it did not. Nothing where the user has cancelled. */
async function tryService(
	addresses: readonly string[],
	token: string,
	{ worker, translation, builtIn }: ProbeFiles,
	logger: Logger,
): Promise<string | UserError | undefined> {
	const [{ startProbe }, { remoteProbe }] = await Promise.all([
		import('../probe/process/client'),
		import('../probe/remote/remoteProbe'),
	]);
	const checkpoint = probePath() ?? builtIn;
	const local = startProbe({ workerFile: worker, translation, checkpoint, logger });
	const probe = remoteProbe({
		addresses,
		checkpoint,
		local,
		logger,
		patienceMs: 30_000,
		...(token === '' ? {} : { token }),
	});
	try {
		return await vscode.window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: l10n.t('Trying {0} with a reading', addresses.join(', ')),
				cancellable: true,
			},
			async (_, cancellation) => {
				const controller = new AbortController();
				cancellation.onCancellationRequested(() => controller.abort());
				const { signal } = controller;
				const { id, provider } = await abortable(probe.describe(), signal);
				// The first one may load what the second finds loaded.
				await probe.read([sample], { signal });
				const start = performance.now();
				const [reading] = await probe.read([sample], { signal });
				const milliseconds = Math.round(performance.now() - start);
				return l10n.t(
					'The probe {0} now reads on {1}: {2} ms for a text of {3} tokens.',
					id,
					provider,
					milliseconds,
					reading?.tokens ?? 0,
				);
			},
		);
	} catch (error) {
		if (UserError.is(error)) {
			return error;
		}
		if (!isAbort(error)) {
			throw error;
		}
		return undefined;
	} finally {
		probe.dispose();
	}
}

function mistakeIn(check: () => unknown): string | undefined {
	try {
		check();
		return undefined;
	} catch (error) {
		return messageOf(error);
	}
}

async function update(id: string, value: string | undefined): Promise<void> {
	await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}
