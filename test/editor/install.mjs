#!/usr/bin/env node
/**
 * Installs what the editor tests need beyond `npm ci`: a real VS Code server and workbench (code-server), the Node it
 * runs on, and a Chromium to show it. They go into `.vscode-rig/` of the project, or into the folder named by
 * VSCODE_RIG_HOME. `CHROMIUM` names a browser to use instead of the one found on the PATH.
 *
 * Runs again in no time: `installed.json` there says what is installed and where, which is what the rig reads.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const versions = { codeServer: '4.139.1', node: '24.21.0' };
const project = fileURLToPath(new URL('../..', import.meta.url));
const home = path.resolve(process.env.VSCODE_RIG_HOME ?? path.join(project, '.vscode-rig'));
const record = path.join(home, 'installed.json');

// The plain binary of Node with its headers: code-server wants this major version and no other.
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeFolder = path.join(home, 'node_modules', nodePackage);
const codeServerFolder = path.join(home, 'node_modules', 'code-server');
const node = path.join(nodeFolder, 'bin', 'node');
const entry = path.join(codeServerFolder, 'out', 'node', 'entry.js');

const compiler = [
	{ purpose: 'a C++ compiler (g++)', debianPackage: 'g++', find: () => findOnPath('g++') },
	{ purpose: 'make', debianPackage: 'make', find: () => findOnPath('make') },
	{ purpose: 'Python 3 (python3)', debianPackage: 'python3', find: () => findOnPath('python3') },
];
const browser = { purpose: 'Chromium or Chrome', debianPackage: 'chromium', find: findChromium };

if (process.platform === 'win32') {
	fail('The editor tests run on Linux and macOS. On Windows use `npm run test:electron`.');
}
if (isInstalled()) {
	provide([browser]);
} else {
	console.log(`Installing VS Code (code-server ${versions.codeServer}) for the editor tests into ${home}`);
	provide([...compiler, browser]);
	install();
}
// Places inside the folder are relative to it, so that it can be moved and linked.
const inside = file => path.relative(home, file);
writeFileSync(
	record,
	JSON.stringify({ versions, node: inside(node), entry: inside(entry), chromium: findChromium() }, null, '\t'),
);

function isInstalled() {
	if (![record, node, entry].every(existsSync)) {
		return false;
	}
	const installed = JSON.parse(readFileSync(record, 'utf8')).versions;
	return Object.entries(versions).every(([name, version]) => installed[name] === version);
}

function install() {
	mkdirSync(home, { recursive: true });
	rmSync(record, { force: true });
	writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
	npm(home, ['install', `${nodePackage}@${versions.node}`]);

	// No install scripts: code-server's own would build kerberos, sqlite and more, which no test needs.
	const vscode = path.join(codeServerFolder, 'lib', 'vscode');
	npm(home, ['install', '--ignore-scripts', `code-server@${versions.codeServer}`]);
	npm(vscode, ['install', '--ignore-scripts', '--omit=dev']);
	npm(path.join(vscode, 'extensions'), ['install', '--ignore-scripts', '--omit=dev']);

	// Two native modules do matter: output channels and log files need spdlog, and without the watchdog every run
	// prints long errors. They are built against the headers above; older and newer npm name that setting differently.
	npm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
		PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
		npm_config_nodedir: nodeFolder,
		npm_package_config_node_gyp_nodedir: nodeFolder,
	});
	const built = ['@vscode/spdlog/build/Release/spdlog.node', '@vscode/native-watchdog/build/Release/watchdog.node'];
	const absent = [node, entry, ...built.map(file => path.join(vscode, 'node_modules', file))].filter(
		file => !existsSync(file),
	);
	if (absent.length > 0) {
		fail(`The installation ended without ${absent.join(', ')}. Remove ${home} and try again.`);
	}
}

/** Makes sure of these tools, through apt where that is possible; else says what is missing and ends. */
function provide(tools) {
	const missing = () => tools.filter(tool => !tool.find());
	const absent = missing();
	if (absent.length === 0) {
		return;
	}
	const packages = absent.map(tool => tool.debianPackage);
	if (!findOnPath('apt-get') || process.getuid() !== 0) {
		fail(
			[
				`Missing for the editor tests: ${absent.map(tool => tool.purpose).join(', ')}.`,
				`On Debian: sudo apt-get install ${packages.join(' ')}`,
				'Another Chromium or Chrome can be named with CHROMIUM=/path/to/it.',
				'To leave the editor tests out: npm test -- --skip-editor',
			].join('\n'),
		);
	}
	console.log(`- apt-get install ${packages.join(' ')}`);
	run('apt-get', ['update'], {});
	run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
	if (missing().length > 0) {
		fail(
			`Still missing after apt-get: ${missing()
				.map(tool => tool.purpose)
				.join(', ')}.`,
		);
	}
}

function findChromium() {
	const named = process.env.CHROMIUM;
	if (named !== undefined && !isExecutable(named)) {
		fail(`CHROMIUM=${named} is not a program that can be run.`);
	}
	return named ?? ['chromium', 'chromium-browser', 'google-chrome'].map(findOnPath).find(Boolean);
}

function findOnPath(name) {
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.map(folder => path.join(folder, name))
		.find(isExecutable);
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function npm(folder, args, env = {}) {
	console.log(`- npm ${args.join(' ')}`);
	run('npm', [...args, '--no-audit', '--no-fund'], { cwd: folder, env: { ...process.env, ...env } });
}

/** Runs to the end, quietly; what it printed is shown when it fails. */
function run(program, args, options) {
	const result = spawnSync(program, args, { ...options, encoding: 'utf8', maxBuffer: 2 ** 28 });
	if (result.status !== 0) {
		process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
		fail(`\`${program} ${args.join(' ')}\` ${result.error ? result.error.message : `ended with ${result.status}`}`);
	}
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
