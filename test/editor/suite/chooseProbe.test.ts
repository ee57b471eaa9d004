import * as assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activateDemoscope, waitFor } from './support';

const probePath = (): string | undefined => vscode.workspace.getConfiguration().get('demoscope.probe.path');

/** Runs the command and takes the item that lies so many below the first. */
async function choose(below: number): Promise<void> {
	const done = vscode.commands.executeCommand('demoscope.chooseProbe');
	// The list fills itself; nothing tells when it is there.
	await wait(1500);
	for (let step = 0; step < below; step++) {
		await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
	}
	await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
	await done;
}

suite('choosing a probe', () => {
	let folder = '';

	suiteSetup(async () => {
		const { extensionPath } = await activateDemoscope();
		folder = await mkdtemp(path.join(tmpdir(), 'demoscope-probes-'));
		await cp(path.join(extensionPath, 'media', 'probe'), path.join(folder, 'someone', 'a probe'), { recursive: true });
		// Suite and extension share a process.
		process.env.DEMOSCOPE_PROBES = folder;
	});

	suiteTeardown(async () => {
		delete process.env.DEMOSCOPE_PROBES;
		await vscode.workspace
			.getConfiguration()
			.update('demoscope.probe.path', undefined, vscode.ConfigurationTarget.Global);
		await rm(folder, { recursive: true });
	});

	test('a downloaded one becomes the setting, and the built-in one clears it', async () => {
		await choose(1);
		const chosen = path.join(folder, 'someone', 'a probe');
		await waitFor(
			'the chosen folder',
			() => (probePath() === chosen ? true : undefined),
			() => String(probePath()),
		);
		await choose(0);
		await waitFor(
			'the built-in probe',
			() => (probePath() === '' ? true : undefined),
			() => String(probePath()),
		);
		assert.equal(vscode.workspace.getConfiguration().inspect('demoscope.probe.path')?.globalValue, undefined);
	});
});
