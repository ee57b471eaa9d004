import * as assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import {
	activateDemoscope,
	closeEditors,
	jsonLines,
	waitFor,
	waitForAnalysis,
	waitForDiagnostics,
	withMessages,
} from './support';

const scheme = 'demoscope-memory';

/** Files that lie nowhere but in memory, as those of a repository that is looked at without cloning it. */
class MemoryFiles implements vscode.FileSystemProvider {
	private readonly files = new Map<string, Uint8Array>();
	private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly onDidChangeFile = this.changes.event;

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	stat({ path }: vscode.Uri): vscode.FileStat {
		const bytes = this.files.get(path);
		if (bytes === undefined && path !== '/') {
			throw vscode.FileSystemError.FileNotFound(path);
		}
		return {
			type: bytes === undefined ? vscode.FileType.Directory : vscode.FileType.File,
			ctime: 0,
			mtime: 0,
			size: bytes?.length ?? 0,
		};
	}

	readDirectory(): [string, vscode.FileType][] {
		return [...this.files.keys()].map(path => [path.slice(1), vscode.FileType.File]);
	}

	createDirectory(): void {
		throw vscode.FileSystemError.NoPermissions('there is one folder only');
	}

	readFile({ path }: vscode.Uri): Uint8Array {
		const bytes = this.files.get(path);
		if (bytes === undefined) {
			throw vscode.FileSystemError.FileNotFound(path);
		}
		return bytes;
	}

	writeFile(uri: vscode.Uri, content: Uint8Array): void {
		const type = this.files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
		this.files.set(uri.path, content);
		this.changes.fire([{ type, uri }]);
	}

	delete(uri: vscode.Uri): void {
		this.files.delete(uri.path);
		this.changes.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
	}

	rename(): void {
		throw vscode.FileSystemError.NoPermissions('nothing is renamed here');
	}
}

suite('in a virtual workspace', () => {
	const files = new MemoryFiles();
	const set = vscode.Uri.from({ scheme, path: '/letters.jsonl' });
	let registration: vscode.Disposable;

	suiteSetup(async () => {
		await activateDemoscope();
		registration = vscode.workspace.registerFileSystemProvider(scheme, files);
		files.writeFile(
			set,
			Buffer.from(
				jsonLines([
					['The parcel came open and half empty.', 'complaint'],
					['Could you send the bill again?', 'request'],
					['The parcel came open and half empty!', 'complaint'],
					['Your driver was very kind to my mother.', 'praise'],
				]),
			),
		);
	});

	suiteTeardown(async () => {
		await closeEditors();
		registration.dispose();
	});

	test('a set is read, measured and judged as any other', async () => {
		const document = await vscode.workspace.openTextDocument(set);
		await vscode.window.showTextDocument(document);
		const { count, scores } = await waitForAnalysis(document);
		assert.equal(count, 4);
		assert.ok(scores);
		await waitForDiagnostics(document, 'near-duplicate');
	});

	test('a task definition is kept beside it, in the same file system', async () => {
		await vscode.commands.executeCommand('demoscope.setTaskDefinition', set);
		await waitFor('the task definition’s editor', () =>
			vscode.window.visibleTextEditors.some(
				({ document: { uri } }) => uri.scheme === scheme && uri.path === '/letters.task.md',
			)
				? true
				: undefined,
		);
		assert.equal(files.readFile(vscode.Uri.from({ scheme, path: '/letters.task.md' })).length, 0);
	});

	test('what cannot be compared there says why not', async () => {
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.compareWithHead', set);
			await waitFor('a message', () => messages.find(({ severity }) => severity === 'error'));
			assert.match(messages.map(({ text }) => text).join('\n'), /Git/u);
		});
	});
});
