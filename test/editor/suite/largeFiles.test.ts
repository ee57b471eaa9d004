import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeEditors, demoscope, jsonLines, openContent, waitFor, withMessages, writeFile } from './support';

const line = jsonLines([[`Is this long? ${'It is. '.repeat(140)}`, 'yes']]);

suite('large files', () => {
	teardown(closeEditors);

	test('of more than the editor can read at once are left alone, with what to do instead', async () => {
		await withMessages(async messages => {
			const text = line.repeat(Math.ceil((17 * 1024 * 1024) / line.length));
			const { document } = await openContent('large.jsonl', text);
			const { text: message } = await waitFor('a message', () => messages[0]);
			assert.match(message, /^large\.jsonl is too large .*demoscope score/u);
			assert.equal((await demoscope()).setOf(document.uri), undefined);
		});
	});

	test('that the editor does not hand to extensions get the same message', async () => {
		await withMessages(async messages => {
			const uri = await writeFile('huge.jsonl', line.repeat(Math.ceil((51 * 1024 * 1024) / line.length)));
			await vscode.commands.executeCommand('vscode.open', uri);
			const { text: message } = await waitFor('a message', () => messages[0]);
			assert.match(message, /^huge\.jsonl is too large/u);
		});
	});
});
