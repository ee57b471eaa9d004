import * as assert from 'node:assert/strict';
import { suite, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { parse as parseYaml } from 'yaml';
import {
	bytesOf,
	closeEditors,
	codeActionsAt,
	diagnosticsOf,
	jsonLines,
	openContent,
	openDocument,
	runCodeAction,
	savedBytes,
	setSetting,
	waitForAnalysis,
	waitForCodeLens,
	waitForDiagnostic,
	waitForDiagnostics,
	waitUntilGone,
	writeFile,
} from './support';

const openSetting = 'demoscope.analyzeOnOpen';
const inconsistentSetting = 'demoscope.rules.inconsistent';

/** All but one do what the task definition says. The built-in probe tells them apart by a wide margin (z = −8, others above −2.3). */
const strayTask = 'Name the animal in the sentence.';
const strayLine = 5;
const straySet = ['dog', 'cow', 'hen', 'fox', 'owl', 'pig', 'goat', 'duck', 'frog'].map(
	animal => [`The ${animal} ran to the big red barn.`, animal] as const,
);
const withStray = [...straySet.slice(0, strayLine), ['12 + 30', '42'] as const, ...straySet.slice(strayLine)];

/** One test that stands for two test cases. */
const scenario = `prompts:
  - '{{message}} Written by {{name}}.'
scenarios:
  - config:
      - vars: { name: Ann }
      - vars: { name: Ben }
    tests:
      - vars:
          message: At what time is breakfast served on a Sunday, in the small room behind the garden of the hotel?
        assert:
          - type: equals
            value: From seven to ten.
`;

suite('findings', () => {
	teardown(closeEditors);
	suiteTeardown(async () => {
		await setSetting(inconsistentSetting, undefined);
		await setSetting(openSetting, undefined);
	});

	test('near-duplicate: a warning that leads to the twin', async () => {
		const { document } = await openDocument('reviews.jsonl');
		const finding = await waitForDiagnostic(document, 'near-duplicate');
		assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
		assert.equal(document.getText(finding.range), document.lineAt(2).text);
		const [twin, ...others] = finding.relatedInformation ?? [];
		assert.deepEqual(others, []);
		assert.equal(twin?.location.uri.toString(), document.uri.toString());
		assert.equal(document.getText(twin.location.range), document.lineAt(0).text);
	});

	test('conflicting-label: both sides, each on its output', async () => {
		const { document } = await openContent(
			'conflict.jsonl',
			jsonLines([
				['Is the shop open on Sunday?', 'hours'],
				['Where is my parcel?', 'delivery'],
				['is the shop  open on Sunday?', 'orders'],
			]),
		);
		const found = await waitForDiagnostics(document, 'conflicting-label');
		assert.deepEqual(
			found.map(({ range }) => [range.start.line, document.getText(range)]),
			[
				[0, 'hours'],
				[2, 'orders'],
			],
		);
		assert.deepEqual(
			found.map(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location.range.start.line)),
			[[2], [0]],
		);
	});

	test('parse-error: needs no reading, and the rest of the file counts', async () => {
		await setSetting(openSetting, false);
		const colours = ['red', 'blue', 'green', 'white'].map(colour => [`A ${colour} door.`, colour] as const);
		const { document } = await openContent(
			'broken.jsonl',
			`${jsonLines(colours)}{"input": "A black door." "output"}\n`,
		);
		const finding = await waitForDiagnostic(document, 'parse-error');
		assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
		assert.equal(finding.range.start.line, 4);
		await waitForCodeLens(document, /^4 demonstrations · not measured yet · 1 unreadable part$/u);

		await vscode.commands.executeCommand('demoscope.analyze', document.uri);
		assert.equal((await waitForAnalysis(document)).count, 4);
		assert.equal(diagnosticsOf(document, 'parse-error').length, 1);
		await setSetting(openSetting, undefined);
	});

	test('inconsistent: found where the probe is trusted, and where the setting asks for it', async () => {
		await writeFile('animals.task.md', strayTask);
		const { document } = await openContent('animals.jsonl', jsonLines(withStray));
		const { trust } = await waitForAnalysis(document);
		assert.equal(diagnosticsOf(document, 'inconsistent').length > 0, trust?.fit.level === 'trusted');

		await setSetting(inconsistentSetting, 'off');
		await waitUntilGone(document, 'inconsistent');
		await setSetting(inconsistentSetting, 'warning');
		const finding = await waitForDiagnostic(document, 'inconsistent');
		assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
		assert.equal(finding.range.start.line, strayLine);

		await setSetting(inconsistentSetting, 'off');
		await waitUntilGone(document, 'inconsistent');
		await setSetting(inconsistentSetting, undefined);
	});

	const removals = [
		{ name: 'reviews.jsonl', read: (text: string) => text.trimEnd().split('\n').map(parseJson) },
		{ name: 'orders.json', read: (text: string) => listAt(parseJson(text), 'Positive Examples') },
		{ name: 'replies.promptfooconfig.yaml', read: (text: string) => listAt(parseYaml(text), 'tests') },
	];
	for (const { name, read } of removals) {
		test(`Remove this demonstration in ${name}: the file stays valid, and undo restores it`, async () => {
			const { document } = await openDocument(name);
			await waitForAnalysis(document);
			const before = read(document.getText());
			const original = await bytesOf(document);
			const { range } = await waitForDiagnostic(document, 'near-duplicate');

			await runCodeAction(document, range, /^Remove this demonstration$/u);
			assert.deepEqual(read(document.getText()), before.toSpliced(2, 1));
			await waitUntilGone(document, 'near-duplicate');

			await vscode.commands.executeCommand('undo');
			assert.deepEqual(await savedBytes(document), original);
			await waitForDiagnostic(document, 'near-duplicate');
		});
	}

	test('Remove this demonstration keeps line ends and byte order mark', async () => {
		const lines = ['first', 'second', 'first'].map(word =>
			JSON.stringify({ input: `The ${word} word.`, output: word }),
		);
		const original = Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
		const { document } = await openContent('windows.jsonl', original);
		const { range } = await waitForDiagnostic(document, 'near-duplicate');
		await runCodeAction(document, range, /^Remove this demonstration$/u);
		assert.deepEqual(await savedBytes(document), Buffer.from(`\uFEFF${lines.slice(0, 2).join('\r\n')}\r\n`));
		await vscode.commands.executeCommand('undo');
		assert.deepEqual(await savedBytes(document), original);
	});

	test('what the file has to keep is not offered for removal, but its twin is', async () => {
		const { document } = await openContent('scenario.promptfooconfig.yaml', scenario);
		await waitForAnalysis(document);
		const { range } = await waitForDiagnostic(document, 'near-duplicate');
		const titles = (await codeActionsAt(document, range)).map(({ title }) => title);
		assert.ok(!titles.includes('Remove this demonstration'), titles.join());
		assert.ok(titles.includes('Go to twin (demonstration 1)'), titles.join());
	});

	test('Go to twin moves the cursor to the twin', async () => {
		const editor = await openDocument('reviews.jsonl');
		await waitForAnalysis(editor.document);
		const { range } = await waitForDiagnostic(editor.document, 'near-duplicate');
		editor.selection = new vscode.Selection(range.start, range.start);
		await runCodeAction(editor.document, range, /^Go to twin \(demonstration 1\)$/u);
		assert.equal(vscode.window.activeTextEditor?.document, editor.document);
		assert.equal(vscode.window.activeTextEditor.selection.active.line, 0);
	});
});

function parseJson(text: string): unknown {
	return JSON.parse(text);
}

function listAt(value: unknown, key: string): unknown[] {
	const list = (value as Record<string, unknown>)[key];
	assert.ok(Array.isArray(list));
	return list;
}
