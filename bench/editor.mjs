#!/usr/bin/env node
/**
 * Measures the extension in a real VS Code: node bench/editor.mjs [PARTS] [options], after `npm run build` and
 * `node test/editor/install.mjs`. PARTS, with commas: activation, edits, panel, blocks, memory; all but memory if none.
 *
 * --windows N         windows in which activation is measured, one after the other (default 5)
 * --edits N           of `edits` (default 40), `panel` (10) or `blocks` (20)
 * --minutes N         that `memory` takes (default 60)
 * --rounds N          of `panel` and `blocks` (default 3)
 * --demonstrations N  only sets of so many, in `panel` (40, 1000 or 10000) and `blocks`; the set of `edits` (default 40)
 * --json FILE         all figures
 * --profiles FOLDER   CPU profiles of what `blocks` watches; they slow it down
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import {
	extensionFolder,
	openWorkbench,
	projectFolder,
	startServer,
	temporaryWorkspace,
} from '../test/editor/rig/workbench.ts';
import { recordPaints } from './editor/recordPaints.mjs';
import { tables } from './editor/tables.mjs';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		windows: { type: 'string', default: '5' },
		edits: { type: 'string' },
		minutes: { type: 'string' },
		rounds: { type: 'string' },
		demonstrations: { type: 'string' },
		json: { type: 'string' },
		profiles: { type: 'string' },
	},
});
/**
 * VS Code reads a JSON file of its own as it starts, which wakes every extension that JSON does. Where activation is
 * measured, that file is plain text.
 */
const settings = { 'files.associations': { 'chatLanguageModels.json': 'plaintext' } };

/** Milliseconds after which a paint that does not come is given up. */
const patience = 120_000;
const parts = positionals[0]?.split(',') ?? ['activation', 'edits', 'panel', 'blocks'];
const numbers = Object.fromEntries(
	['edits', 'minutes', 'rounds', 'demonstrations']
		.filter(name => options[name] !== undefined)
		.map(name => [name, Number(options[name])]),
);
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, () => process.exit(1)); // by way of the exit event, on which the server is ended
}

const folder = path.join(extensionFolder, 'out', 'bench', 'editor');
const entry = await bundle();
const all = {};
for (const part of parts) {
	const load = os.loadavg()[0].toFixed(1);
	console.log(`\n${part}, at a load of ${load} on ${os.availableParallelism()} cores`);
	const figures = {};
	for (let window = 0; window < (part === 'activation' ? Number(options.windows) : 1); window++) {
		for (const [name, values] of Object.entries(await measure(part))) {
			(figures[name] ??= []).push(...values);
		}
	}
	all[part] = { load, figures };
	console.log(tables[part](figures));
}
if (options.json !== undefined) {
	writeFileSync(options.json, JSON.stringify(all, null, '\t'));
}

/** Opens a window, in which the part is measured, and gives its figures. */
async function measure(part) {
	const out = path.join(folder, 'figures.json');
	rmSync(out, { force: true });
	const workspace = temporaryWorkspace('bench/editor/workspace');
	const server = await startServer(part === 'activation' ? { settings } : {});
	let workbench;
	const log = [];
	const driver = await startDriver(() => workbench?.page);
	try {
		const ended = Promise.withResolvers();
		workbench = await openWorkbench(server, {
			folder: workspace.folder,
			extension: extensionFolder,
			tests: entry,
			environment: {
				DEMOSCOPE_BENCH: JSON.stringify({ part, options: numbers, out }),
				DEMOSCOPE_BENCH_DRIVER: driver.address,
				DEMOSCOPE_BENCH_PROJECT: projectFolder,
				...(options.profiles === undefined ? {} : { DEMOSCOPE_BENCH_PROFILES: profilesFolder() }),
			},
			expose: {
				codeAutomationLog: (type, args) => {
					log.push(args.join(' '));
					if (part === 'memory') {
						console.error(args.join(' '));
					}
				},
				codeAutomationExit: ended.resolve,
			},
			prepare: page => page.addInitScript(recordPaints),
		});
		workbench.page.on('crash', () => ended.reject(new Error('the page crashed')));
		if ((await ended.promise) !== 0) {
			throw new Error([`${part} failed in the extension host`, ...log.slice(-20)].join('\n'));
		}
		return JSON.parse(readFileSync(out, 'utf8'));
	} finally {
		await workbench?.close();
		await server.stop();
		driver.close();
		workspace.remove();
	}
}

/** Tells the extension host when a text was painted in a webview. */
async function startDriver(currentPage) {
	const server = createServer(async (request, response) => {
		const { searchParams } = new URL(request.url, 'http://localhost');
		const at = await seen(currentPage, searchParams.get('text'), Number(searchParams.get('after')));
		response.end(JSON.stringify(at === undefined ? { painted: await lastPaints(currentPage) } : { at }));
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function seen(currentPage, text, after) {
	for (const end = Date.now() + patience; Date.now() < end;) {
		for (const frame of currentPage()?.frames() ?? []) {
			const paints = await frame.evaluate(() => globalThis.paints ?? []).catch(() => []);
			const paint = paints.find(each => each.at >= after && each.text.includes(text));
			if (paint !== undefined) {
				return paint.at;
			}
		}
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

/** What the frames showed last, for the message where something else was waited for. */
async function lastPaints(currentPage) {
	const texts = [];
	for (const frame of currentPage()?.frames() ?? []) {
		texts.push(await frame.evaluate(() => globalThis.paints?.at(-1)?.text ?? '').catch(() => ''));
	}
	return texts.filter(text => text !== '');
}

/** It lies in the extension's folder, so that VS Code gives both the same `vscode`. */
async function bundle() {
	rmSync(folder, { recursive: true, force: true });
	const outfile = path.join(folder, 'inHost.mjs');
	await build({
		entryPoints: [path.join(projectFolder, 'bench', 'editor', 'inHost.ts')],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		external: ['vscode'],
		logLevel: 'warning',
	});
	return outfile;
}

function profilesFolder() {
	const target = path.resolve(options.profiles);
	mkdirSync(target, { recursive: true });
	return target;
}
