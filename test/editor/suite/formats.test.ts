import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import {
	closeEditors,
	codeLensesOf,
	demoscope,
	diagnosticsOf,
	jsonLines,
	openContent,
	openDocument,
	waitFor,
	waitForAnalysis,
	waitForCodeLens,
	waitForDiagnostic,
	workspaceFile,
	writeFile,
} from './support';

const files = [
	{ name: 'reviews.jsonl', format: 'jsonl', count: 6, hasTask: false },
	{ name: 'orders.json', format: 'natural-instructions-v2', count: 5, hasTask: true },
	{ name: 'replies.promptfooconfig.yaml', format: 'promptfoo-yaml', count: 4, hasTask: true },
];

suite('formats', () => {
	teardown(closeEditors);

	for (const { name, format, count, hasTask } of files) {
		test(`${format}: opening a file analyzes it`, async () => {
			const { document } = await openDocument(name);
			const analysis = await waitForAnalysis(document);
			assert.equal(analysis.format, format);
			assert.equal(analysis.count, count);
			assert.equal(analysis.task?.source, hasTask ? 'file' : undefined);
			assert.ok(analysis.scores);
			const { gVendi } = analysis.scores;
			assert.ok(gVendi > 1 && gVendi < count, `diversity ${gVendi} of ${count}`);
			assert.ok(analysis.regions.some(({ sparse }) => sparse));

			const mark = (measure: 'diversity' | 'consistency'): string =>
				analysis.trust?.[measure].level === 'trusted' ? '' : String.raw` \(indicative\)`;
			const consistency = hasTask ? String.raw` · consistency [+−]?\d+\.\d\d bits/token${mark('consistency')}` : '';
			const summary = `${count} demonstrations · diversity ${gVendi.toFixed(1)} of ${count}${mark('diversity')}${consistency} · 1 near-duplicate`;
			const lens = await waitForCodeLens(document, new RegExp(`^${summary}$`, 'u'));
			assert.equal(lens.range.start.line, 0);

			const finding = await waitForDiagnostic(document, 'near-duplicate');
			const third = analysis.demonstrations[2]?.range;
			assert.ok(third);
			assert.deepEqual(
				[finding.range.start.line, finding.range.start.character, finding.range.end.line, finding.range.end.character],
				[third.start.line, third.start.character, third.end.line, third.end.character],
			);
		});
	}

	test('a file of another kind is left alone', async () => {
		const { document } = await openDocument('notes.json');
		assert.equal(await (await demoscope()).whenIdle(document.uri), undefined);
		assert.deepEqual(await codeLensesOf(document), []);
		assert.deepEqual(diagnosticsOf(document), []);
	});

	test('a text becomes a set by being edited', async () => {
		const { document } = await openContent('growing.jsonl', '\n');
		const api = await demoscope();
		assert.equal(await api.whenIdle(document.uri), undefined);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(
			document.uri,
			new vscode.Position(0, 0),
			jsonLines([
				['Is it open?', 'yes'],
				['Is it far?', 'no'],
			]),
		);
		await vscode.workspace.applyEdit(edit);
		assert.equal((await waitForAnalysis(document)).count, 2);
	});

	test('the task definition is read from the file beside, and again when that changes', async () => {
		await writeFile('stars.task.md', 'Say how the guest liked it.\n');
		const { document } = await openContent(
			'stars.jsonl',
			jsonLines([
				['The soup was cold.', 'not at all'],
				['The best week of the year.', 'very much'],
				['The bed was fine.', 'well enough'],
			]),
		);
		assert.deepEqual((await waitForAnalysis(document)).task, {
			text: 'Say how the guest liked it.',
			source: 'sidecar',
		});
		await waitForCodeLens(document, /consistency [+−]?\d/u);

		await writeFile('stars.task.md', 'Rate the stay.\n');
		const api = await demoscope();
		const taskNow = () => api.setOf(document.uri)?.inspected.set.task?.text;
		await waitFor(
			'the new task definition',
			() => (taskNow() === 'Rate the stay.' ? true : undefined),
			() => taskNow() ?? 'none',
		);
		await vscode.workspace.fs.delete(workspaceFile('stars.task.md'));
		await waitFor('the task definition to go', () => (taskNow() === undefined ? true : undefined));
		assert.equal((await waitForAnalysis(document)).scores?.consistency, null);
	});
});
