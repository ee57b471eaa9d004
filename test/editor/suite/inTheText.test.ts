import * as assert from 'node:assert/strict';
import { suite, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { parse as parseYaml } from 'yaml';
import {
	bytesOf,
	closeEditors,
	codeActionsAt,
	codeLensesOf,
	diagnosticsOf,
	jsonLines,
	openContent,
	openDocument,
	runCodeAction,
	savedBytes,
	setSetting,
	waitFor,
	waitForAnalysis,
	waitForCodeLens,
	waitForDiagnostic,
	waitForDiagnostics,
	waitUntilGone,
	withMessages,
	workspaceFile,
} from './support';

const lensSetting = 'demoscope.codeLens.demonstrations';
const hintSetting = 'demoscope.contributions';

const labelled = [
	['The soup was cold.', 'negative'],
	['A warm welcome.', 'positive'],
	['<img src=x onerror=alert(1)> **bold** [x](command:y)', 'negative'],
	['We waited an hour.', 'negative'],
	['Best cake in town.', 'Positive.'],
	['They sang for us.', 'positive'],
	['What a view!', 'positive'],
	['I loved the bread.', 'positive'],
] as const;

const prompt = `Name the capital.

Q: Which city is the capital of France?
A: Paris

Q: Which city is the capital of Peru,
in the south of America?
A: Lima

Q: Which city is the capital of Japan?
A: Tokyo
`;

suite('in the text', () => {
	teardown(closeEditors);
	suiteTeardown(async () => {
		await setSetting(lensSetting, undefined);
		await setSetting(hintSetting, undefined);
	});

	test('Ignore here: a comment in YAML, and undo brings the finding back', async () => {
		const { document } = await openDocument('replies.promptfooconfig.yaml');
		await waitForAnalysis(document);
		const original = await bytesOf(document);
		const { range } = await waitForDiagnostic(document, 'near-duplicate');
		await runCodeAction(document, range, /^Ignore here \(near-duplicate\)$/u);
		await waitUntilGone(document, 'near-duplicate');
		assert.match(document.getText(), /^ *# demoscope-ignore: near-duplicate$/mu);
		assert.ok(parseYaml(document.getText()));
		await vscode.commands.executeCommand('undo');
		await waitForDiagnostic(document, 'near-duplicate');
		assert.deepEqual(await savedBytes(document), original);
	});

	test('Ignore here: the configuration, by a hash, where the format has no place for it', async () => {
		const { document } = await openDocument('reviews.jsonl');
		await waitForAnalysis(document);
		const { range } = await waitForDiagnostic(document, 'near-duplicate');
		const before = document.getText();
		await withMessages(async messages => {
			await runCodeAction(document, range, /^Ignore here \(near-duplicate\)$/u);
			await waitUntilGone(document, 'near-duplicate');
			await waitFor('a message', () => messages.find(({ text }) => /Noted in .*\.demoscope\.yaml/u.test(text)));
		});
		assert.equal(document.getText(), before);
		const file = workspaceFile('.demoscope.yaml');
		const written = parseYaml(Buffer.from(await vscode.workspace.fs.readFile(file)).toString()) as {
			readonly sets: readonly { readonly files: string; readonly ignore: readonly { readonly text: string }[] }[];
		};
		assert.equal(written.sets[0]?.files, '/reviews.jsonl');
		assert.match(written.sets[0].ignore[0]?.text ?? '', /^[\da-f]{16}$/u);
		await vscode.workspace.fs.delete(file);
		await waitForDiagnostic(document, 'near-duplicate');
	});

	test('format-drift leads to its page, its sibling and its quick fixes', async () => {
		const { document } = await openContent('drift.jsonl', jsonLines(labelled));
		const finding = await waitForDiagnostic(document, 'format-drift');
		assert.equal(document.getText(finding.range), 'Positive.');
		const { target } = finding.code as { readonly target: vscode.Uri };
		assert.match(target.path, /docs\/rules\/format-drift\.md$/u);
		await vscode.workspace.fs.stat(target);
		assert.equal(finding.relatedInformation?.length, 1);
		const titles = (await codeActionsAt(document, finding.range)).map(({ title }) => title);
		assert.ok(titles.includes('Remove this demonstration'), titles.join());
		assert.ok(titles.includes('Ignore here (format-drift)'), titles.join());
	});

	test('a line over each demonstration and its contribution, where settings ask for them', async () => {
		const { document } = await openContent('lenses.jsonl', jsonLines(labelled));
		await waitForAnalysis(document);
		const whole = new vscode.Range(0, 0, document.lineCount, 0);
		const hintsOf = () =>
			vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
		const own = /^Demonstration \d+ ·/u;
		assert.deepEqual(
			(await codeLensesOf(document)).filter(({ command }) => own.test(command?.title ?? '')),
			[],
		);
		assert.deepEqual(await hintsOf(), []);

		await setSetting(lensSetting, true);
		await setSetting(hintSetting, true);
		const lens = await waitForCodeLens(document, /^Demonstration 3 · \d+ tokens · contributes [+−]?\d/u);
		assert.equal(lens.range.start.line, 2);
		const hints = await waitFor('contributions', async () => {
			const found = await hintsOf();
			return found.length > 0 ? found : undefined;
		});
		assert.equal(hints.length, labelled.length);
		assert.ok(hints.every(({ label }) => typeof label === 'string' && /^[▁-█] [+−]?\d+\.\d\d$/u.test(label)));
		await setSetting(lensSetting, undefined);
		await setSetting(hintSetting, undefined);
	});

	test('the pointer on a demonstration shows the reading; what it says is shown as text', async () => {
		const { document } = await openContent('hover.jsonl', jsonLines(labelled));
		await waitForAnalysis(document);
		const hoverAt = async (line: number): Promise<string> => {
			const place = new vscode.Position(line, 14);
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				document.uri,
				place,
			);
			return hovers
				.flatMap(({ contents }) => contents)
				.map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
				.join('\n');
		};
		const shown = await hoverAt(2);
		assert.match(shown, /\*\*Demonstration 3 of 8\*\*/u);
		assert.match(shown, /\d+ tokens/u);
		assert.match(shown, /Contribution [+−]?\d/u);
		assert.match(shown, /Most surprising: /u);
		const [, picture = ''] = /data:image\/svg\+xml;base64,([\w+/=]+)/u.exec(shown) ?? [];
		const svg = Buffer.from(picture, 'base64').toString();
		assert.match(svg, /<svg .*&lt;/u);
		assert.doesNotMatch(svg, /<img|<script/u);
		const named = shown.slice(shown.indexOf('Most surprising'));
		assert.doesNotMatch(named, /(?<!\\)\[x(?<!\\)\]|(?<!\\)<img/u);
	});

	test('outline and folding of a prompt that has none', async () => {
		const { document } = await openContent('capitals.prompt.md', prompt);
		await waitForCodeLens(document, /^3 demonstrations/u);
		const symbols = await waitFor('symbols', async () => {
			// VS Code gives nothing for an outline that is still empty.
			const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
				'vscode.executeDocumentSymbolProvider',
				document.uri,
			);
			return found?.some(({ name }) => name.startsWith('2 ')) === true ? found : undefined;
		});
		const second = symbols.find(({ name }) => name.startsWith('2 '));
		assert.match(second?.name ?? '', /^2 Which city is the capital of Peru, in the south of America\?$/u);
		assert.equal(second?.detail, 'Lima');
		assert.deepEqual(
			second.children.map(({ name }) => name),
			['Input', 'Output'],
		);
		const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
			'vscode.executeFoldingRangeProvider',
			document.uri,
		);
		assert.ok(
			ranges.some(({ start, end }) => start === 5 && end === 7),
			JSON.stringify(ranges),
		);
	});

	test('Compare with Saved: the texts side by side, and how the scores have changed', async () => {
		const { document } = await openContent('compare.jsonl', jsonLines(labelled));
		await waitForAnalysis(document);
		const edit = new vscode.WorkspaceEdit();
		edit.delete(document.uri, document.lineAt(1).rangeIncludingLineBreak);
		await vscode.workspace.applyEdit(edit);
		await waitForAnalysis(document);
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.compareWithSaved', document.uri);
			const message = await waitFor('a comparison', () =>
				messages.find(({ text }) => text.startsWith('Since it was saved')),
			);
			assert.match(message.text, /diversity \d\.\d → \d\.\d \([+−]?\d\.\d\d\), demonstrations 8 → 7, 1 gone/u);
		});
		const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
		assert.ok(input instanceof vscode.TabInputTextDiff);
		const former = await vscode.workspace.openTextDocument(input.original);
		assert.equal(former.getText(), jsonLines(labelled));
		assert.deepEqual(diagnosticsOf(former), []);
	});

	test('Compare with Git HEAD says what is missing where there is no Git', async () => {
		const { document } = await openContent('nogit.jsonl', jsonLines(labelled));
		await waitForDiagnostics(document, 'format-drift');
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.compareWithHead', document.uri);
			await waitFor('a message', () => messages.find(({ text }) => /Git/u.test(text)));
		});
	});
});
