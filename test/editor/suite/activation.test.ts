import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { activateDemoscope } from './support';

interface Manifest {
	readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
}

suite('activation', () => {
	test('the extension activates', async () => {
		const started = performance.now();
		const extension = await activateDemoscope();
		console.log(`    activation: ${(performance.now() - started).toFixed(0)} ms, code loaded included`);
		assert.equal(extension.isActive, true);
	});

	test('every command of the manifest is there', async () => {
		const extension = await activateDemoscope();
		const { contributes } = extension.packageJSON as Manifest;
		const declared = (contributes?.commands ?? []).map(({ command }) => command);
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.deepEqual(
			declared.filter(command => !registered.has(command)),
			[],
		);
		assert.notEqual(declared.length, 0);
	});
});
