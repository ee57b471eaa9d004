import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Candidate } from '../../../src/protocol/candidate';
import {
	bytesOf,
	closeEditors,
	demoscope,
	jsonLines,
	openContent,
	openDocument,
	savedBytes,
	undoIn,
	waitForAnalysis,
	withMessages,
	workspaceFile,
} from './support';

/** Runs *Suggest from Pool* on an analyzed document, and gives what waits for review then. */
async function suggest(document: vscode.TextDocument, pool = 'pool.jsonl'): Promise<readonly Candidate[]> {
	await waitForAnalysis(document);
	await vscode.commands.executeCommand('demoscope.suggestFromPool', document.uri, workspaceFile(pool));
	return waiting(document);
}

async function waiting(document: vscode.TextDocument): Promise<readonly Candidate[]> {
	return (await demoscope()).reviewOf(document.uri)?.candidates ?? [];
}

suite('candidates', () => {
	teardown(closeEditors);

	for (const name of ['reviews.jsonl', 'orders.json', 'replies.promptfooconfig.yaml']) {
		test(`accepting one adds it to ${name}, and undo restores the file byte for byte`, async () => {
			const api = await demoscope();
			const { document } = await openDocument(name);
			const original = await bytesOf(document);
			const before = await waitForAnalysis(document);
			const [best, ...others] = await suggest(document);
			assert.ok(best);
			assert.ok(best.gain > 0);

			await api.accept(document.uri, [best.id]);
			const after = await waitForAnalysis(document);
			assert.equal(after.count, before.count + 1);
			const added = after.demonstrations.filter(({ input, output }) => input === best.input && output === best.output);
			assert.equal(added.length, 1);
			const left = await waiting(document);
			assert.deepEqual(left.map(({ id }) => id).sort(), others.map(({ id }) => id).sort());
			const gain = (after.scores?.gVendi ?? 0) - (before.scores?.gVendi ?? 0);
			assert.ok(Math.abs(gain - best.gain) < 0.01, `a gain of ${best.gain} was promised and ${gain} came`);

			await undoIn(document);
			assert.deepEqual(await savedBytes(document), original);
		});
	}

	test('accepting all is one step back', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const original = await bytesOf(document);
		const found = await suggest(document);
		assert.ok(found.length > 1);
		await (
			await demoscope()
		).accept(
			document.uri,
			found.map(({ id }) => id),
		);
		assert.equal((await waitForAnalysis(document)).count, 6 + found.length);
		assert.deepEqual(await waiting(document), []);
		await undoIn(document);
		assert.deepEqual(await savedBytes(document), original);
	});

	test('accepting into a text that was edited meanwhile keeps the edit', async () => {
		const { document } = await openContent(
			'edited.jsonl',
			jsonLines([
				['The tea was hot.', 'positive'],
				['The tea was cold.', 'negative'],
				['The shop is in the square.', 'neutral'],
			]),
		);
		const [best] = await suggest(document);
		assert.ok(best);
		const edit = new vscode.WorkspaceEdit();
		edit.delete(document.uri, document.lineAt(0).rangeIncludingLineBreak);
		await vscode.workspace.applyEdit(edit);
		await (await demoscope()).accept(document.uri, [best.id]);
		assert.equal(
			document.getText(),
			jsonLines([
				['The tea was cold.', 'negative'],
				['The shop is in the square.', 'neutral'],
				[best.input, best.output],
			]),
		);
	});

	test('rejecting one changes the list alone; what waits is still there when the file is opened again', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const text = document.getText();
		const [best, ...others] = await suggest(document);
		assert.ok(best);
		await (await demoscope()).reject(document.uri, [best.id], 'too vague');
		assert.equal(document.getText(), text);
		await closeEditors();
		const again = await openDocument('reviews.jsonl');
		assert.deepEqual((await waiting(again.document)).map(({ id }) => id).sort(), others.map(({ id }) => id).sort());
	});

	test('a pool that cannot be read is a message, and the list stays', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const found = (await suggest(document)).map(({ id }) => id);
		await withMessages(async messages => {
			await suggest(document, 'missing.jsonl');
			assert.deepEqual(
				messages.map(({ severity }) => severity),
				['error'],
			);
			assert.match(messages[0]?.text ?? '', /^missing\.jsonl cannot be read/u);
		});
		// They are measured again meanwhile, which may put them in another order.
		assert.deepEqual((await waiting(document)).map(({ id }) => id).sort(), found.sort());
	});
});

suite('pick best', () => {
	teardown(closeEditors);

	test('removes the others in one step that undo takes back', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const original = await bytesOf(document);
		const lines = document.getText().split('\n');
		await waitForAnalysis(document);
		await vscode.commands.executeCommand('demoscope.pickBest', document.uri, 3, 'here');
		const left = document
			.getText()
			.split('\n')
			.filter(line => line !== '');
		assert.equal(left.length, 3);
		assert.ok(left.every(line => lines.includes(line)));
		await undoIn(document);
		assert.deepEqual(await bytesOf(document), original);
	});

	test('opens the picked as a new document and leaves the file alone', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const original = await bytesOf(document);
		await waitForAnalysis(document);
		await vscode.commands.executeCommand('demoscope.pickBest', document.uri, 2, 'new');
		const opened = vscode.window.activeTextEditor?.document;
		assert.ok(opened?.isUntitled);
		assert.equal(opened.getText().trimEnd().split('\n').length, 2);
		assert.deepEqual(await bytesOf(document), original);
	});
});
