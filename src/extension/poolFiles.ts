import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError, messageOf } from '../base/errors';
import { detectFormat } from '../demonstrations/registry';
import type { SourceDocument } from '../demonstrations/format';
import { chooseInput } from '../workflows/chooseInput';
import { inspect, type InspectedSet } from '../workflows/inspect';
import type { DocumentSources } from './documentSources';
import { isAbsolutePath } from './paths';
import { poolPaths } from './settings';

/** Larger files are refused before they are read; the command line takes them. */
const largestPoolBytes = 64 * 1024 * 1024;

/** Files of the workspace that are looked into to find out whether they are pools. */
const mostFiles = 50;

/**
 * The pool's text.
 *
 * @throws {UserError} `pool.unreadable`, `pool.tooLarge`, `pool.encoding`
 */
async function readPool(uri: vscode.Uri): Promise<SourceDocument> {
	const name = vscode.workspace.asRelativePath(uri, false);
	let bytes: Uint8Array;
	try {
		const { size } = await vscode.workspace.fs.stat(uri);
		if (size > largestPoolBytes) {
			const limit = largestPoolBytes / 1024 / 1024;
			throw new UserError(
				'pool.tooLarge',
				l10n.t('{0} is larger than {1} MiB. Use the command line for it.', name, limit),
			);
		}
		bytes = await vscode.workspace.fs.readFile(uri);
	} catch (error) {
		if (UserError.is(error)) {
			throw error;
		}
		throw new UserError('pool.unreadable', l10n.t('{0} cannot be read: {1}', name, messageOf(error)), 'input', {
			cause: error,
		});
	}
	try {
		return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch (error) {
		throw new UserError('pool.encoding', l10n.t('{0} is not UTF-8. Convert it and try again.', name), 'input', {
			cause: error,
		});
	}
}

/**
 * The pool, read as the configuration and the user's choices say.
 *
 * @throws {UserError} `format.unknown`, `pool.unreadable`, `pool.tooLarge`, `pool.encoding`
 */
export async function inspectPool(uri: vscode.Uri, sources: DocumentSources): Promise<InspectedSet> {
	const [document, found] = await Promise.all([readPool(uri), sources.of(uri)]);
	return inspect(chooseInput(document, found));
}

/** Pools named in the settings, relative to the document's workspace folder. */
export function configuredPools(document: vscode.Uri): vscode.Uri[] {
	const folder = vscode.workspace.getWorkspaceFolder(document)?.uri ?? vscode.Uri.joinPath(document, '..');
	return poolPaths(document).map(path =>
		isAbsolutePath(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder, path),
	);
}

/** Files of the workspace that hold demonstrations and more text than the document itself, the largest first. */
export async function poolsInWorkspace(document: vscode.Uri, length: number): Promise<vscode.Uri[]> {
	const found = await vscode.workspace.findFiles('**/*.{jsonl,ndjson,json,yaml,yml,csv,tsv}', '**/node_modules/**');
	const sized = await Promise.all(found.map(async uri => ({ uri, size: (await vscode.workspace.fs.stat(uri)).size })));
	const larger = sized
		.filter(({ uri, size }) => size > length && size <= largestPoolBytes && uri.toString() !== document.toString())
		.sort((a, b) => b.size - a.size)
		.slice(0, mostFiles);
	const pools: vscode.Uri[] = [];
	for (const { uri } of larger) {
		const pool = await readPool(uri).catch(() => undefined);
		if (pool !== undefined && detectFormat(pool) !== undefined) {
			pools.push(uri);
		}
	}
	return pools;
}
