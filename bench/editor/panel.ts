import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { analyzeOnOpen, change, closeEditors, demoscope, epoch, showSet, waitForSet } from './host';
import { typingPause } from './edits';
import type { Figures, Options } from './inHost';
import { painted } from './painted';

/** How long nothing happens between two measured things, in ms. */
const rest = 300;

/** From the command until the panel is painted, and from findings until it shows them; against a page with one line. */
export async function panel({ edits: updates = 10, rounds = 3, demonstrations }: Options): Promise<Figures> {
	await demoscope();
	const figures: Record<string, number[]> = {};
	const add = (name: string, value: number) => (figures[name] ??= []).push(value);
	for (let round = 0; round < rounds; round++) {
		await bare(updates, add);
	}
	for (const { count, read } of [
		{ count: 40, read: 'probe' },
		{ count: 1000, read: 'rules' },
		{ count: 1000, read: 'probe' },
		{ count: 10_000, read: 'rules' },
	] as const) {
		if (demonstrations !== undefined && count !== demonstrations) {
			continue;
		}
		const name = `${count}, ${read}`;
		await analyzeOnOpen(read === 'probe');
		const document = await showSet(`panel-${read}-${count}.jsonl`, count);
		await waitForSet(document, read);
		await wait(rest);
		for (let round = 0; round < rounds; round++) {
			const asked = epoch();
			await vscode.commands.executeCommand('demoscope.openPanel');
			add(`first paint, ${name}, ms`, (await painted(`${count} demonstrations`, asked)) - asked);
			await wait(rest);
			if (round < rounds - 1) {
				await closePanel();
				await wait(rest);
			}
		}
		await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		for (let update = 0; update < updates; update++) {
			// A line more, a line less: the number in the panel's head tells which text it shows.
			const first = new vscode.Range(0, 0, 1, 0);
			const isMore = update % 2 === 0;
			const line = document.getText(first).replace('"question": "', '"question": "Once more: ');
			const { told } = await change(document, isMore ? new vscode.Range(0, 0, 0, 0) : first, isMore ? line : '');
			if (read === 'probe') {
				add(`findings, ${name}, ms`, (await waitForSet(document, 'findings')) - told - typingPause);
			}
			const found = await waitForSet(document, read);
			add(`all of it, ${name}, ms`, found - told - typingPause);
			add(`update, ${name}, ms`, (await painted(`${isMore ? count + 1 : count} demonstrations`, told)) - found);
			await wait(rest);
		}
		await closeEditors();
	}
	return figures;
}

/** The document beside it keeps the focus, so that no command would close this one. */
async function closePanel(): Promise<void> {
	const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
	await vscode.window.tabGroups.close(tabs.filter(({ input }) => input instanceof vscode.TabInputWebview));
}

/** VS Code's own share: a webview that shows a number, and another when it is told. */
async function bare(updates: number, add: (name: string, value: number) => void): Promise<void> {
	const asked = epoch();
	const shown = vscode.window.createWebviewPanel('bench', 'Bench', vscode.ViewColumn.Beside, { enableScripts: true });
	shown.webview.html = `<!doctype html><p id="bench">0 bare</p><script>
		addEventListener('message', ({ data }) => { document.getElementById('bench').textContent = data + ' bare'; });
	</script>`;
	add('first paint, bare page, ms', (await painted('0 bare', asked)) - asked);
	await wait(rest);
	for (let update = 1; update <= updates; update++) {
		const sent = epoch();
		await shown.webview.postMessage(update);
		add('update, bare page, ms', (await painted(`${update} bare`, sent)) - sent);
	}
	shown.dispose();
}
