import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import {
	closeEditors,
	demoscope,
	jsonLines,
	openContent,
	setSetting,
	waitFor,
	waitForAnalysis,
	waitForCodeLens,
	waitForState,
	workspaceFile,
	writeFile,
} from './support';

const quiz = JSON.stringify({
	easy: [{ question: 'Where does the Danube end?', answer: 'in the Black Sea' }],
	hard: [
		{ question: 'Which moons has Mars?', answer: 'Phobos and Deimos' },
		{ question: 'Who painted sunflowers?', answer: 'Vincent van Gogh' },
	],
});

suite('how a file is read', () => {
	teardown(async () => {
		await closeEditors();
		await vscode.workspace.fs.delete(workspaceFile('.demoscope.yaml')).then(undefined, () => undefined);
	});

	test('a set that is chosen is read and remembered, with a line that says so', async () => {
		const { document } = await openContent('quiz.json', quiz);
		await waitForAnalysis(document);
		await waitForCodeLens(document, /^Set “hard”, one of 2$/u);
		await vscode.commands.executeCommand('demoscope.chooseSet', document.uri, 'easy');
		await waitForCodeLens(document, /^Set “easy”, one of 2$/u);
		assert.equal((await waitForAnalysis(document)).count, 1);
	});

	test('a format that is chosen outranks the one found, as long as it is known', async () => {
		const { document } = await openContent('examples.txt', 'Q: Is ice cold?\nA: yes\n\nQ: Is fire cold?\nA: no\n');
		const formatOf = async () => (await (await demoscope()).whenIdle(document.uri))?.inspected.format.id;
		await waitFor('the format found', async () => (await formatOf()) === 'prompt-text' || undefined);
		await vscode.commands.executeCommand('demoscope.chooseFormat', document.uri, 'csv');
		await waitFor('the format chosen', async () => (await formatOf()) === 'csv' || undefined);

		await vscode.commands.executeCommand('demoscope.chooseFormat', document.uri, 'no-longer-known');
		await waitFor('the format found again', async () => (await formatOf()) === 'prompt-text' || undefined);
	});

	test('the configuration names fields and task, as soon as it is written', async () => {
		const lines = [
			['My parcel is late', 'delivery'],
			['I was charged twice', 'billing'],
		].map(([body, queue]) => `${JSON.stringify({ body, queue, note: '' })}\n`);
		const { document } = await openContent('tickets.jsonl', lines.join(''));
		await (await demoscope()).whenIdle(document.uri);
		const mapping = 'mapping: { input: body, output: queue }';
		await writeFile(
			'.demoscope.yaml',
			`sets:\n  - files: tickets.*\n    format: jsonl\n    ${mapping}\n    task: Name the queue.\n`,
		);
		await waitFor('the configuration', async () => {
			const state = await (await demoscope()).whenIdle(document.uri);
			return state?.inspected.set.task?.source === 'configuration' || undefined;
		});
		assert.equal((await waitForAnalysis(document)).demonstrations[1]?.output, 'billing');
	});

	test('Set Task Definition opens a file beside the set, and what is saved there counts', async () => {
		const { document } = await openContent(
			'rivers.jsonl',
			jsonLines([
				['Vienna', 'Danube'],
				['Cologne', 'Rhine'],
			]),
		);
		await waitForAnalysis(document);
		await vscode.commands.executeCommand('demoscope.setTaskDefinition', document.uri);
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document.uri.toString(), workspaceFile('rivers.task.md').toString());
		await editor.edit(edit => edit.insert(new vscode.Position(0, 0), 'Name the river of the city.\n'));
		await editor.document.save();
		await waitFor('the task', async () => {
			const state = await (await demoscope()).whenIdle(document.uri);
			return state?.inspected.set.task?.text === 'Name the river of the city.' || undefined;
		});
	});

	test('a mistake in the configuration is shown where it stands, while it is typed, and goes with it', async () => {
		const { document } = await openContent('.demoscope.yaml', 'sets:\n  - files: a.jsonl\n    fromat: jsonl\n');
		const shown = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'demoscope');
		const [mistake] = await waitFor('the mistake', () => (shown().length > 0 ? shown() : undefined));
		assert.equal(mistake?.message, 'sets[0] has no key "fromat".');
		assert.equal(document.getText(mistake.range), 'fromat');

		const mend = new vscode.WorkspaceEdit();
		mend.replace(document.uri, mistake.range, 'format');
		await vscode.workspace.applyEdit(mend);
		await waitFor('the mistake to go', () => (shown().length === 0 ? true : undefined));
	});

	test('a mistake in a configuration that nobody opened is shown there as well', async () => {
		const uri = await writeFile('.demoscope.yaml', 'sets: 3\n');
		await openContent('guests.jsonl', jsonLines([['Was it cold?', 'no']]));
		await waitFor('the mistake', () => (vscode.languages.getDiagnostics(uri).length > 0 ? true : undefined));
	});

	test('a setting names the format of files, and the configuration outranks it', async () => {
		const { document } = await openContent(
			'odd.txt',
			jsonLines([
				['Is it late?', 'no'],
				['Is it early?', 'yes'],
			]),
		);
		const formatIs = async (id: string) =>
			waitForState(document, `to be read as ${id}`, ({ inspected }) => inspected.format.id === id);
		await formatIs('jsonl');
		await setSetting('demoscope.formats', { '*.txt': 'prompt-text' });
		await formatIs('prompt-text');
		await writeFile('.demoscope.yaml', 'sets:\n  - files: odd.txt\n    format: langsmith\n');
		await formatIs('langsmith');
		await setSetting('demoscope.formats', undefined);
	});
});
