import * as assert from 'node:assert/strict';
import { kill } from 'node:process';
import { setup, suite, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import {
	closeEditors,
	demoscope,
	diagnosticsOf,
	jsonLines,
	openContent,
	waitFor,
	waitForAnalysis,
	waitForCodeLens,
	waitForDiagnostics,
	waitForState,
	withMessages,
	type Message,
} from './support';
import { letters } from './letters';

/** So many crashes within a few minutes stop the probe. */
const mostCrashes = 5;

async function killProbe(): Promise<number> {
	const api = await demoscope();
	const id = await api.probeProcessId();
	assert.ok(id !== undefined, 'no probe runs');
	kill(id, 'SIGKILL');
	await waitFor('the probe to be gone', async () => ((await api.probeProcessId()) === id ? undefined : true));
	return id;
}

async function waitForMessage(messages: readonly Message[], text: RegExp): Promise<Message> {
	return waitFor(
		`the message ${String(text)}`,
		() => messages.find(message => text.test(message.text)),
		() => messages.map(message => message.text).join('; ') || 'none',
	);
}

suite('a probe that dies', () => {
	setup(() => vscode.commands.executeCommand('demoscope.restartProbe'));
	teardown(closeEditors);
	suiteTeardown(() => vscode.commands.executeCommand('demoscope.restartProbe'));

	test('in the middle of a run: a message, a restart, and the run goes on where it was', async () => {
		const api = await demoscope();
		const count = 160;
		const readings = api.probeReadings();
		const { document } = await openContent('many.jsonl', jsonLines(letters(count, 1000)));
		await withMessages(async messages => {
			await waitForState(document, 'to be read in part', ({ progress }) => (progress?.done ?? 0) > 0);
			const killed = await killProbe();
			const message = await waitForMessage(messages, /ended \(SIGKILL\)\. It is started again/u);
			assert.equal(message.severity, 'warning');
			assert.deepEqual(message.actions, ['Show Log']);

			assert.equal((await waitForAnalysis(document)).count, count);
			assert.notEqual(await api.probeProcessId(), killed);
			assert.equal(api.probeReadings() - readings, count, 'nothing is read twice');
			assert.equal(messages.length, 1);
		});
		await waitForCodeLens(document, /^160 demonstrations · diversity \d/u);
	});

	test('again and again: it stops, what needs no probe stays, and the user can start it', async () => {
		const sound = letters(6, 2000);
		const broken = '{"input": "No comma" "output": "here"}\n';
		await withMessages(async messages => {
			for (let crash = 1; crash <= mostCrashes; crash++) {
				// Texts that were never read, for which a process has to run.
				const { document } = await openContent(`lucky${crash}.jsonl`, jsonLines(letters(4, 3000 + 10 * crash)));
				await waitForAnalysis(document);
				await killProbe();
			}
			const message = await waitForMessage(messages, /not started again/u);
			assert.equal(message.severity, 'error');
			assert.deepEqual(message.actions, ['Restart Probe', 'Show Log']);
		});

		const { document } = await openContent('unlucky.jsonl', jsonLines(sound) + broken);
		await waitForState(document, 'to have failed', state => state.failure !== undefined);
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.analyze', document.uri);
			const { failure } = await waitForState(document, 'to have failed', state => state.failure !== undefined);
			assert.match(failure ?? '', /ended 5 times/u);
			assert.equal(messages.length, 1);
			await waitForCodeLens(document, /^6 demonstrations · not measured: the probe failed · 1 unreadable part$/u);
			assert.equal(diagnosticsOf(document, 'parse-error').length, 1);

			const edit = new vscode.WorkspaceEdit();
			edit.insert(document.uri, new vscode.Position(0, 0), broken);
			await vscode.workspace.applyEdit(edit);
			await waitFor('both parse errors', async () => {
				const found = await waitForDiagnostics(document, 'parse-error');
				return found.length === 2 ? found : undefined;
			});
			assert.equal(messages.length, 1, 'what was said once is not said again');
		});

		await vscode.commands.executeCommand('demoscope.restartProbe');
		await waitForState(
			document,
			'to be analyzed again',
			({ failure, progress }) => failure === undefined && progress === undefined,
		);
		assert.equal((await waitForAnalysis(document)).count, sound.length);
	});
});
