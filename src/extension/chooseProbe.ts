import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError, isAbort } from '../base/errors';
import { grouped } from '../base/writtenNumbers';
import type { DownloadProgress } from '../probe/download/downloadCheckpoint';
import { settingIds } from './manifestIds';
import { probePath } from './settings';

interface ProbeItem extends vscode.QuickPickItem {
	/** Gives the folder to read with, an empty text for the built-in probe, or nothing where the user has thought better. */
	readonly choose?: () => Promise<string | undefined>;
}

/**
 * Asks which probe to read with: the built-in one, one that is downloaded already, a default proxy to download, or any
 * checkpoint folder. The answer is the setting's new value, for this user everywhere.
 */
export async function chooseProbe(): Promise<void> {
	const chosen = await vscode.window.showQuickPick<ProbeItem>(probeItems(), {
		title: l10n.t('Choose Probe'),
		placeHolder: l10n.t('Scores of different probes do not compare'),
		matchOnDescription: true,
	});
	const folder = await chosen?.choose?.();
	if (folder !== undefined) {
		await vscode.workspace
			.getConfiguration()
			.update(settingIds.probePath, folder === '' ? undefined : folder, vscode.ConfigurationTarget.Global);
	}
}

async function probeItems(): Promise<ProbeItem[]> {
	const [{ bytesOf, pinnedCheckpoints }, { downloadedProbes }] = await Promise.all([
		import('../probe/download/pinnedCheckpoints'),
		import('../probe/download/probesFolder'),
	]);
	const current = probePath();
	const downloaded = await downloadedProbes();
	const known = new Set(downloaded.map(({ id }) => id));
	const inUse = (folder: string | undefined): string => (folder === current ? l10n.t('In use') : '');
	const items: ProbeItem[] = [
		{
			label: l10n.t('Built-in probe'),
			description: inUse(undefined),
			detail: l10n.t('Small and quick, for a first look'),
			choose: () => Promise.resolve(''),
		},
		...downloaded.map(({ id, folder }) => ({
			label: id,
			description: inUse(folder),
			detail: folder,
			choose: () => Promise.resolve(folder),
		})),
	];
	if (current !== undefined && !downloaded.some(({ folder }) => folder === current)) {
		items.push({
			label: path.basename(current),
			description: inUse(current),
			detail: current,
			choose: () => Promise.resolve(current),
		});
	}
	const offered = pinnedCheckpoints.filter(({ id }) => !known.has(id));
	return [
		...items,
		{ label: l10n.t('Download'), kind: vscode.QuickPickItemKind.Separator },
		...offered.map(checkpoint => ({
			label: checkpoint.id,
			iconPath: new vscode.ThemeIcon('cloud-download'),
			description: `${megabytes(bytesOf(checkpoint))} MB`,
			choose: () => download(checkpoint.id),
		})),
		{ label: l10n.t('Other'), kind: vscode.QuickPickItemKind.Separator },
		{
			label: l10n.t('Choose a folder…'),
			iconPath: new vscode.ThemeIcon('folder-opened'),
			alwaysShow: true,
			choose: browse,
		},
	];
}

/** The checkpoint's folder once it is complete. Cancelling is no failure; another try goes on where it stopped. */
async function download(id: string): Promise<string | undefined> {
	const [{ downloadCheckpoint }, { folderOf }] = await Promise.all([
		import('../probe/download/downloadCheckpoint'),
		import('../probe/download/probesFolder'),
	]);
	const folder = folderOf(id);
	const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = process.env;
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: l10n.t('Downloading {0}', id), cancellable: true },
		async (progress, cancellation) => {
			const controller = new AbortController();
			cancellation.onCancellationRequested(() => controller.abort());
			await downloadCheckpoint(
				{ id, folder },
				{
					signal: controller.signal,
					...(endpoint === undefined ? {} : { endpoint }),
					...(token === undefined ? {} : { token }),
					onProgress: reporter(progress),
				},
			);
			return folder;
		},
	);
}

/** Reports each whole percent once. */
function reporter(
	progress: vscode.Progress<{ message?: string; increment?: number }>,
): (received: DownloadProgress) => void {
	let shown = 0;
	return ({ file, received, total }) => {
		const percent = Math.floor((100 * received) / total);
		if (percent > shown) {
			progress.report({
				message: l10n.t('{0}, {1} of {2} MB', file, megabytes(received), megabytes(total)),
				increment: percent - shown,
			});
			shown = percent;
		}
	};
}

async function browse(): Promise<string | undefined> {
	const chosen = await vscode.window.showOpenDialog({
		title: l10n.t('Choose a Checkpoint Folder'),
		openLabel: l10n.t('Read with This'),
		canSelectFiles: false,
		canSelectFolders: true,
	});
	const folder = chosen?.[0]?.fsPath;
	return folder === undefined ? undefined : await checked(folder);
}

/** The folder, once it has proved to hold a checkpoint that can be read with; else the user is told what it lacks. */
async function checked(folder: string): Promise<string | undefined> {
	const { summarizeCheckpoint } = await import('../probe/checkpoint/checkpointSummary');
	const title = l10n.t('Looking at {0}', path.basename(folder));
	try {
		await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
			async (_, cancellation) => {
				const controller = new AbortController();
				cancellation.onCancellationRequested(() => controller.abort());
				await summarizeCheckpoint(folder, { signal: controller.signal });
			},
		);
		return folder;
	} catch (error) {
		if (isAbort(error)) {
			return undefined;
		}
		if (!UserError.is(error)) {
			throw error;
		}
		const another = l10n.t('Choose Another Folder');
		const answer = await vscode.window.showErrorMessage(
			`${error.message} ${l10n.t('The probe stays as it is.')}`,
			another,
		);
		return answer === another ? await browse() : undefined;
	}
}

function megabytes(bytes: number): string {
	return grouped(Math.round(bytes / 1e6));
}
