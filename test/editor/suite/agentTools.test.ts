import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { bytesOf, closeEditors, demoscope, openDocument, workspaceFile } from './support';

async function invoke(name: string, input: object): Promise<Record<string, unknown>> {
	const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
	const text = content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
	return JSON.parse(text) as Record<string, unknown>;
}

suite('tools for agents', () => {
	teardown(closeEditors);

	test('score and check a file that is not open', async () => {
		await demoscope();
		const scored = await invoke('score_demonstrations', { file: 'reviews.jsonl' });
		assert.equal(scored.demonstrations, 6);
		const checked = await invoke('check_demonstrations', { file: 'reviews.jsonl' });
		assert.equal(typeof checked.passed, 'boolean');
	});

	test('candidates wait for review, and the file stays', async () => {
		const api = await demoscope();
		const { document } = await openDocument('reviews.jsonl');
		const before = await bytesOf(document);
		const found = await invoke('suggest_demonstrations', { file: 'reviews.jsonl', pool: 'pool.jsonl', count: 1 });
		assert.equal(found.written, false);
		assert.equal((found.candidates as readonly unknown[]).length, 1);
		assert.ok((api.reviewOf(document.uri)?.candidates.length ?? 0) > 0);
		assert.equal(document.isDirty, false);
		assert.deepEqual(await bytesOf(document), before);
		const ids = api.reviewOf(document.uri)?.candidates.map(({ id }) => id) ?? [];
		await api.reject(document.uri, ids, '');
	});

	test('a file outside the workspace stays closed', async () => {
		await demoscope();
		const outside = vscode.Uri.joinPath(workspaceFile('reviews.jsonl'), '..', '..', 'elsewhere.jsonl');
		await assert.rejects(invoke('score_demonstrations', { file: outside.fsPath }), /not in the workspace/);
	});
});
