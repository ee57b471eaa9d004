import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeEditors, demoscope, jsonLines, openContent, waitForAnalysis } from './support';
import { letters } from './letters';

suite('readings', () => {
	teardown(closeEditors);

	test('an edit reads again only what it changed', async () => {
		const api = await demoscope();
		const none = api.probeReadings();
		const opened = performance.now();
		const { document } = await openContent('letters.jsonl', jsonLines(letters(40)));
		const before = await waitForAnalysis(document);
		const cold = performance.now() - opened;
		assert.equal(api.probeReadings() - none, 40);

		const edited = performance.now();
		const edit = new vscode.WorkspaceEdit();
		const start = '{"input":"';
		assert.ok(document.lineAt(7).text.startsWith(start));
		edit.insert(document.uri, new vscode.Position(7, start.length), 'Good evening. ');
		await vscode.workspace.applyEdit(edit);
		const after = await waitForAnalysis(document);
		const warm = performance.now() - edited;
		assert.equal(api.probeReadings() - none, 41);
		assert.equal(after.count, 40);
		assert.notEqual(after.scores?.gVendi, before.scores?.gVendi);
		const tokens = before.demonstrations.reduce((sum, demonstration) => sum + (demonstration.tokens ?? 0), 0);
		console.log(
			`    40 demonstrations (${tokens} tokens): ${cold.toFixed(0)} ms cold, ${warm.toFixed(0)} ms after one edit`,
		);

		await vscode.commands.executeCommand('undo');
		assert.deepEqual((await waitForAnalysis(document)).scores, before.scores);
		assert.equal(api.probeReadings() - none, 41, 'what was read before is known');
	});

	test('another file with the same demonstrations needs no reading', async () => {
		const api = await demoscope();
		await waitForAnalysis((await openContent('letters.jsonl', jsonLines(letters(40)))).document);
		const known = api.probeReadings();
		const { document } = await openContent('letters-backwards.jsonl', jsonLines(letters(40).toReversed()));
		await waitForAnalysis(document);
		assert.equal(api.probeReadings(), known);
	});
});
