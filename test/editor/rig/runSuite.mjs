#!/usr/bin/env node
/**
 * Runs the suite inside the extension host of a real VS Code: node test/editor/rig/runSuite.mjs [options]
 *
 * --grep TEXT          only the tests whose full title holds TEXT
 * --report FILE        where the suite writes its results (default out/test/editor.json)
 * --screenshot FILE    the window as the suite ended
 * --profile FOLDER     keeps the user data; logs and output channels are under user/logs
 * --timeout SECONDS    for the whole run (default 900)
 * --verbose            everything that server and workbench print
 *
 * DEMOSCOPE_EXTENSION names another folder to load the extension from, such as an unpacked .vsix.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSuite } from './bundleSuite.mjs';
import { extensionFolder, openWorkbench, projectFolder, startServer, temporaryWorkspace } from './workbench.ts';

const { values: options } = parseArgs({
	options: {
		grep: { type: 'string', default: '' },
		report: { type: 'string', default: path.join(projectFolder, 'out', 'test', 'editor.json') },
		screenshot: { type: 'string' },
		profile: { type: 'string' },
		timeout: { type: 'string', default: '900' },
		verbose: { type: 'boolean', default: false },
	},
});
const report = path.resolve(options.report);
mkdirSync(path.dirname(report), { recursive: true });
rmSync(report, { force: true });
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, () => process.exit(1)); // by way of the exit event, on which the server is ended
}

const tests = await bundleSuite();
const workspace = temporaryWorkspace();
const server = await startServer(options);
let workbench;
try {
	const ended = Promise.withResolvers();
	const timer = setTimeout(
		() => ended.reject(new Error(`no result after ${options.timeout} s`)),
		options.timeout * 1000,
	);
	workbench = await openWorkbench(server, {
		folder: workspace.folder,
		extension: extensionFolder,
		tests,
		environment: { DEMOSCOPE_SUITE_REPORT: report, DEMOSCOPE_SUITE_GREP: options.grep },
		expose: { codeAutomationLog: show, codeAutomationExit: ended.resolve },
	});
	workbench.browser.on('disconnected', () => ended.reject(new Error('the browser went away')));
	workbench.page.on('crash', () => ended.reject(new Error('the page crashed')));
	const code = await ended.promise;
	clearTimeout(timer);

	// An extension host that dies is reported with code 0: what counts is that the suite says it came to its end.
	const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { ended: false };
	if (!results.ended) {
		const place = results.running ? `during "${results.running}"` : 'outside any test';
		throw new Error(`the extension host ended before the suite did, ${place}`);
	}
	process.exitCode = code === 0 && results.failed === 0 ? 0 : 1;
} catch (error) {
	console.error(`Editor suite: ${error instanceof Error ? error.message : error}`);
	process.exitCode = 1;
} finally {
	if (options.screenshot) {
		await workbench?.page.screenshot({ path: options.screenshot }).catch(console.error);
	}
	await workbench?.close();
	await server.stop();
	workspace.remove();
}

/** The workbench's own messages share the channel with the suite's; the usual ones are hidden. */
function show(type, args) {
	const usual =
		/^(Canceled: |Resolv(ing|ed) connection token|Creating a socket|(Updating|Ignoring fetching) additional builtin|\[(reconnection-grace-time|Service Worker|AgentHost|AccountPolicyGate))/;
	if (options.verbose || !usual.test(args[0])) {
		console[type === 'error' || type === 'warn' ? 'error' : 'log'](...args);
	}
}
