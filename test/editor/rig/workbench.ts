/**
 * A real VS Code, headless: the server and the Node extension host of code-server, and its workbench in Chromium.
 * `test/editor/install.mjs` installs both. Node runs this file as it is, so it imports packages only.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

export const projectFolder = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** The extension under test: the project, or the folder named by DEMOSCOPE_EXTENSION (an unpacked .vsix, say). */
export const extensionFolder = path.resolve(process.env.DEMOSCOPE_EXTENSION ?? projectFolder);

interface Installation {
	/** The Node that runs the server. */
	readonly node: string;
	/** code-server's entry script. */
	readonly entry: string;
	readonly chromium: string;
}

export interface ServerOptions {
	/** Folder for user data and extensions, kept afterwards. Without one: a temporary one. */
	readonly profile?: string | undefined;
	/** User settings, beside those that keep the workbench quiet. */
	readonly settings?: Readonly<Record<string, unknown>> | undefined;
	/** Shows what the server prints. */
	readonly verbose?: boolean;
	/** Whether workspaces are trusted without asking. Without it: yes; otherwise none is, and nobody is asked. */
	readonly trusts?: boolean | undefined;
}

export interface Server {
	/** Address of the workbench, on 127.0.0.1. */
	readonly url: string;
	/** Ends the server and its extension hosts. */
	readonly stop: () => Promise<void>;
}

export interface WorkbenchOptions {
	/** The folder to open. Without one: an empty window. */
	readonly folder?: string;
	/** Loads the extension from this folder. */
	readonly extension: string;
	/** Runs the `run()` of this file in the extension host. */
	readonly tests?: string;
	/** More environment variables of the extension host. */
	readonly environment?: Readonly<Record<string, string>>;
	/**
	 * The display language, as in `de`: the extension's texts are in it, and those of VS Code stay English without its
	 * language pack.
	 */
	readonly language?: string | undefined;
	/** Functions put on the page's window. */
	readonly expose?: Readonly<Record<string, (...args: never[]) => void>>;
	/** Size of the window and how many pixels of a picture one of it takes. Without one: 1440 × 900, and one. */
	readonly view?: { readonly width: number; readonly height: number; readonly scale: number };
	/** Is given the page before it loads anything. */
	readonly prepare?: (page: Page) => Promise<unknown>;
}

export interface Workbench {
	readonly browser: Browser;
	readonly page: Page;
	readonly close: () => Promise<void>;
}

const calmSettings = {
	'workbench.startupEditor': 'none',
	// In a browser it is on, and a save that is under way takes the next one for its own.
	'files.autoSave': 'off',
	'window.autoDetectColorScheme': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'telemetry.telemetryLevel': 'off',
	'extensions.autoUpdate': 'off',
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'chat.disableAIFeatures': true,
	'security.workspace.trust.startupPrompt': 'never',
};

/** Milliseconds in which the workbench must stand. On a busy machine it takes minutes. */
const patience = 300_000;

/** How often a server is started that says it timed out: it waits ten seconds for itself, which a busy machine may not keep. */
const serverStarts = 6;

/** Starts a server on a free port of the loopback interface, with a profile of its own. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
	for (let start = 1; ; start++) {
		try {
			return await startServerOnce(options);
		} catch (error) {
			if (start === serverStarts || !(error instanceof Error && error.message.includes('timed out'))) {
				throw error;
			}
		}
	}
}

async function startServerOnce({ profile, settings, verbose = false, trusts = true }: ServerOptions): Promise<Server> {
	const { node, entry } = installation();
	const folder =
		profile === undefined ? mkdtempSync(path.join(os.tmpdir(), 'demoscope-editor-')) : path.resolve(profile);
	const user = path.join(folder, 'user');
	const settingsFile = path.join(user, 'User', 'settings.json');
	mkdirSync(path.dirname(settingsFile), { recursive: true });
	writeFileSync(settingsFile, JSON.stringify({ ...calmSettings, ...settings }, null, '\t'));
	const config = path.join(folder, 'config.yaml');
	writeFileSync(config, '');

	const child = spawn(
		node,
		[
			...[entry, '--config', config, '--user-data-dir', user, '--extensions-dir', path.join(folder, 'extensions')],
			...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
			...(trusts ? ['--disable-workspace-trust'] : []),
			'--disable-getting-started-override',
			// Without it a built workbench ignores extensionDevelopmentPath and extensionTestsPath.
			...['--vscode-option', 'enable-smoke-test-driver'],
		],
		{
			env: {
				// A terminal inside VS Code, or a hosting service, has variables that would turn the server's head.
				...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|PORT$|PASSWORD$)/.test(name))),
				XDG_DATA_HOME: path.join(folder, 'xdg'),
				EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no gallery, so no look-ups on the network
			},
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true, // a process group of its own, which ends as one
		},
	);
	const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
	const kill = () => {
		if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
			process.kill(-child.pid, 'SIGTERM');
		}
	};
	process.once('exit', kill);

	const url = await new Promise<string>((resolve, reject) => {
		let printed = '';
		const onData = (data: Buffer) => {
			printed += data.toString();
			if (verbose) {
				process.stderr.write(data);
			}
			const address = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(printed)?.[1];
			if (address !== undefined) {
				resolve(address);
			}
		};
		child.stdout.on('data', onData);
		child.stderr.on('data', onData);
		child.once('error', reject);
		child.once('exit', code => reject(new Error(`code-server ended with ${code ?? 'a signal'}:\n${printed}`)));
	});

	return {
		url,
		async stop() {
			process.off('exit', kill);
			kill();
			await gone;
			if (profile === undefined) {
				rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
			}
		},
	};
}

/** Opens the workbench in a new browser and waits until it stands. */
export async function openWorkbench(server: Server, options: WorkbenchOptions): Promise<Workbench> {
	const { folder, extension, tests, environment, language, expose = {} } = options;
	const { scale, ...viewport } = options.view ?? { width: 1440, height: 900, scale: 1 };
	const remote = (file: string) => `vscode-remote://${new URL(server.url).host}${path.resolve(file)}`;
	const payload = [
		['skipWelcome', 'true'],
		['skipReleaseNotes', 'true'],
		['extensionDevelopmentPath', remote(extension)],
		...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
		...(environment === undefined ? [] : [['extensionEnvironment', JSON.stringify(environment)]]),
	];
	const address = new URL(server.url);
	if (folder === undefined) {
		address.searchParams.set('ew', 'true');
	} else {
		address.searchParams.set('folder', path.resolve(folder));
	}
	address.searchParams.set('payload', JSON.stringify(payload));

	const browser = await chromium.launch({
		executablePath: installation().chromium,
		args: [
			...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
			...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
		],
	});
	try {
		const page = await browser.newPage({ viewport, deviceScaleFactor: scale });
		for (const [name, exposed] of Object.entries(expose)) {
			await page.exposeFunction(name, exposed);
		}
		await options.prepare?.(page);
		if (language !== undefined) {
			// A language pack's messages set this as they are loaded.
			await page.addInitScript(chosen => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: chosen }), language);
		}
		await page.goto(address.href, { timeout: patience });
		await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: patience });
		return { browser, page, close: () => browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

/** A copy of a folder of the project to open and to spoil. */
export function temporaryWorkspace(original = 'test/editor/workspace'): {
	readonly folder: string;
	readonly remove: () => void;
} {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'demoscope-workspace-'));
	cpSync(path.join(projectFolder, original), folder, { recursive: true });
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a command of the command palette by its title, category included. */
export async function runCommand(page: Page, title: string): Promise<void> {
	await quickPick(page, 'F1', `>${title}`, title);
}

/** Takes the row with this label from the list that is open at the top of the window, narrowing it by `text`. */
export async function pick(page: Page, label: string, text = label, timeout = 30_000): Promise<void> {
	const box = page.locator('.quick-input-widget');
	// Not the row in focus: the best match of VS Code need not be the one meant.
	const row = box
		.locator('.monaco-list-row')
		.filter({ has: page.getByText(label, { exact: true }) })
		.first();
	const deadline = Date.now() + timeout;
	for (;;) {
		try {
			// What is written while one list gives way to the next is lost, so it is written again.
			await box.locator('input.input').fill(text, { timeout: 2_000 });
			await row.click({ timeout: 2_000 });
			return;
		} catch (error) {
			if (Date.now() > deadline) {
				throw error;
			}
		}
	}
}

/** Writes into the input box of this title and confirms it. */
export async function write(page: Page, title: string, text: string): Promise<void> {
	const box = page.locator('.quick-input-widget', { hasText: title });
	await box.locator('input.input').fill(text);
	await page.keyboard.press('Enter');
}

/**
 * The newest message with this text, in the list of messages. The workbench shows it nowhere else while it is driven: pop-ups
 * would be in the way of smoke tests, so VS Code leaves them out.
 */
export async function message(page: Page, text: string | RegExp, timeout = 30_000): Promise<Locator> {
	const list = page.locator('.notifications-center');
	const found = list.locator('.monaco-list-row', { hasText: text }).first();
	const deadline = Date.now() + timeout;
	for (;;) {
		try {
			// The list closes when the last message goes, and whenever the workbench thinks it is in the way.
			if (!(await list.isVisible())) {
				await page.locator('[id="status.notifications"]').click();
			}
			await found.waitFor({ timeout: 2_000 });
			return found;
		} catch (error) {
			if (Date.now() > deadline) {
				throw error;
			}
		}
	}
}

/** Opens a file of the folder by its name and waits until it is the active editor. */
export async function openFile(page: Page, name: string): Promise<void> {
	const base = path.basename(name);
	await quickPick(page, 'Control+P', name, base);
	await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${base}"]`).waitFor();
	await page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
}

/**
 * The document of the n-th webview of the page, which lies two iframes deep. The inner one is found by its id: the
 * frame's name, by which `page.frame()` looks, is another.
 */
export function webview(page: Page, n = 0): FrameLocator {
	return page.frameLocator(`iframe.webview >> nth=${n}`).frameLocator('#active-frame');
}

/** A row appears only once its provider is there (an extension just starting, a file search), so this tries again. */
async function quickPick(page: Page, key: string, text: string, label: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		await page.keyboard.press(key);
		try {
			await pick(page, label, text, 1000 * attempt);
			return;
		} catch (error) {
			if (attempt === 7) {
				throw error;
			}
			await page.keyboard.press('Escape');
		}
	}
}

function installation(): Installation {
	const home = path.resolve(process.env.VSCODE_RIG_HOME ?? path.join(projectFolder, '.vscode-rig'));
	const record = path.join(home, 'installed.json');
	if (!existsSync(record)) {
		throw new Error(`No VS Code for the tests is installed (${record} is missing): run node test/editor/install.mjs`);
	}
	const { node, entry, chromium } = JSON.parse(readFileSync(record, 'utf8')) as Installation;
	return { node: path.resolve(home, node), entry: path.resolve(home, entry), chromium };
}
