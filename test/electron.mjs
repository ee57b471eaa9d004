#!/usr/bin/env node
/**
 * The editor suite in the desktop VS Code, which @vscode/test-electron downloads into `.vscode-test/`.
 * node test/electron.mjs [--vscode VERSION]; without a version, the latest stable one. Linux without a display: xvfb-run.
 */
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { bundleSuite } from './editor/rig/bundleSuite.mjs';
import { extensionFolder, temporaryWorkspace } from './editor/rig/workbench.ts';

const { values: options } = parseArgs({ options: { vscode: { type: 'string', default: 'stable' } } });

const executable = await downloadAndUnzipVSCode(options.vscode).catch(error => {
	console.error(`VS Code (${options.vscode}) could not be downloaded: ${error.message ?? error}`);
	console.error('This run needs the network. `npm run test:editor` runs the same suite without it.');
	process.exit(1);
});
const workspace = temporaryWorkspace();
try {
	process.exitCode = await runTests({
		vscodeExecutablePath: executable,
		extensionDevelopmentPath: extensionFolder,
		extensionTestsPath: await bundleSuite(),
		launchArgs: [workspace.folder, '--disable-extensions', '--disable-workspace-trust'],
	});
} catch (error) {
	console.error(error instanceof TestRunFailedError ? `The suite failed: ${error.message}` : error);
	process.exitCode = 1;
} finally {
	workspace.remove();
}
