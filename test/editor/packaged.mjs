#!/usr/bin/env node
/**
 * The suite inside VS Code, run on what users install: makes this machine's VSIX, has VS Code install it, and starts the
 * suite on the installed folder. Options are those of rig/runSuite.mjs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const rig = path.resolve(process.env.VSCODE_RIG_HOME ?? path.join(project, '.vscode-rig'));
const { node, entry } = JSON.parse(readFileSync(path.join(rig, 'installed.json'), 'utf8'));
const extensions = mkdtempSync(path.join(os.tmpdir(), 'demoscope-installed-'));
process.once('exit', () => rmSync(extensions, { recursive: true, force: true }));

run(process.execPath, ['tools/package/package.mjs']);
const packages = path.join(project, 'out', 'package');
const { version } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
const vsix = path.join(packages, `demoscope-${process.platform}-${process.arch}-${version}.vsix`);
run(path.join(rig, node), [path.join(rig, entry), '--extensions-dir', extensions, '--install-extension', vsix], {
	XDG_CONFIG_HOME: path.join(extensions, '.config'),
	XDG_DATA_HOME: path.join(extensions, '.data'),
});
const [installed] = readdirSync(extensions).filter(name => existsSync(path.join(extensions, name, 'package.json')));
if (installed === undefined) {
	console.error('VS Code says that it installed the package, and there is none.');
	process.exit(1);
}
run(process.execPath, ['test/editor/rig/runSuite.mjs', ...process.argv.slice(2)], {
	DEMOSCOPE_EXTENSION: path.join(extensions, installed),
});

function run(program, args, env = {}) {
	const { status } = spawnSync(program, args, { cwd: project, stdio: 'inherit', env: { ...process.env, ...env } });
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}
