import { writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { analyzeOnOpen, change, closeEditors, demoscope, lastNumber, showSet, waitForSet } from './host';
import type { Figures, Options } from './inHost';
import { watchLoop } from './loopWatch';
import { longestOwn } from './ownShare';

/** What follows an event comes within this time of it, in ms. */
const echo = 1000;

/** Between two samples of the profile, in microseconds. */
const samplingInterval = 250;

/**
 * The longest that the extension host's thread is kept from the next event while something is done. VS Code's own share is
 * included in all but the last figure of each: which is why doing nothing, and showing a file that holds no demonstrations,
 * stand beside it.
 */
export async function blocks({ edits = 20, rounds = 3, demonstrations }: Options): Promise<Figures> {
	const figures: Record<string, number[]> = {};
	const during = async (name: string, work: () => Promise<void>) => {
		const profiled = await startProfile(name);
		const stop = watchLoop();
		await work();
		await wait(echo);
		const { wall, processor, turns } = stop();
		const profile = await profiled();
		(figures[`${name}: loop delay, ms`] ??= []).push(wall);
		(figures[`${name}: processor, ms`] ??= []).push(processor);
		(figures[`${name}: ours, processor ms`] ??= []).push(longestOwn(profile, turns, url => url.startsWith(ownFolder)));
	};

	await demoscope();
	const { extensionUri } = vscode.extensions.getExtension('demoscope.demoscope') ?? {};
	const ownFolder = `${extensionUri?.toString() ?? ''}/dist/`;
	for (let round = 0; round < rounds; round++) {
		await during('nothing', () => wait(echo));
		await during('other file', async () => {
			const text = 'Nothing that anyone could learn from stands in this line.\n'.repeat(1000);
			const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
			await vscode.window.showTextDocument(document);
		});
		await closeEditors();
		for (const count of demonstrations === undefined ? [100, 1000] : [demonstrations]) {
			await analyzeOnOpen(false);
			let document = await showNothing();
			await during(`open ${count}`, async () => {
				document = await showSet(`blocks-${count}-${round}.jsonl`, count);
				await waitForSet(document, 'rules');
			});
			await during(`type in ${count}`, async () => {
				for (let edit = 0; edit < edits; edit++) {
					await change(document, lastNumber(document, edit % count), String(1000 + edit));
					await waitForSet(document, 'rules');
				}
			});
			await analyzeOnOpen(true);
			await during(`analyze ${count}`, async () => {
				await vscode.commands.executeCommand('demoscope.analyze');
				await waitForSet(document, 'probe');
			});
			await during(`show panel of ${count}`, async () => {
				await vscode.commands.executeCommand('demoscope.openPanel');
			});
			await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
			await during(`type in ${count}, panel and probe`, async () => {
				for (let edit = 0; edit < Math.ceil(edits / 4); edit++) {
					await change(document, lastNumber(document, edit % count), String(2000 + edit));
					await waitForSet(document, 'probe');
				}
			});
			await closeEditors();
		}
	}
	return figures;
}

async function showNothing(): Promise<vscode.TextDocument> {
	return vscode.workspace.openTextDocument({ content: '' });
}

/** Profiles what this thread does, which makes everything slower; writes it too where profiles are wanted. */
async function startProfile(name: string): Promise<() => Promise<Profiler.Profile>> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: samplingInterval });
	await session.post('Profiler.start');
	return async () => {
		const { profile } = await session.post('Profiler.stop');
		session.disconnect();
		const folder = process.env.DEMOSCOPE_BENCH_PROFILES;
		if (folder !== undefined) {
			writeFileSync(`${folder}/${name.replaceAll(/\W+/gu, '-')}.cpuprofile`, JSON.stringify(profile));
		}
		return profile;
	};
}
