import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { panelPage } from '../../../src/protocol/page';
import type { PanelState } from '../../../src/protocol/panel';
import { extensionFolder, openFile, pick, runCommand, webview } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

const file = 'sentiment.jsonl';
/** The probe reads after each edit: minutes on a busy machine. */
const patience = { timeout: 150_000 };

/** Each test goes on where the one before it stopped, as a user would. */
describe('a user follows a set over its saves, and takes what the panel shows along', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		panel = webview(page);
		return editor.close; // called at the end
	});

	const codeLens = (text: RegExp) => page.locator('.codelens-decoration', { hasText: text });
	const candidateMarks = () => panel.locator('demoscope-map .mark.proposed');
	const saves = (count: number) => panel.locator('#history-title', { hasText: new RegExp(`${count} saves?`, 'u') });

	test('each save adds its scores to the history', async () => {
		await openFile(page, file);
		await codeLens(/24 demonstrations · diversity/u).waitFor(patience);
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: file }).waitFor(patience);
		expect(await panel.locator('#history-title').count()).toBe(0);
		for (const left of [23, 22]) {
			await removeLastLine(page);
			await page.keyboard.press('Control+S');
			await codeLens(new RegExp(`${left} demonstrations · diversity`, 'u')).waitFor(patience);
			await saves(24 - left).waitFor(patience);
		}
		const charts = panel.locator('.series .sparkline');
		expect(await charts.first().getAttribute('aria-label')).toMatch(/^Diversity over 2 saves: .*at last \d+\.\d$/u);
		expect(await charts.count()).toBeGreaterThan(4);
	});

	test('the same is there as a table, by the keyboard', async () => {
		const summary = panel.locator('.saves summary');
		await summary.focus();
		await page.keyboard.press('Enter');
		const rows = panel.getByRole('region', { name: 'Saves as a table' }).locator('tbody tr');
		expect(await rows.count()).toBe(2);
		expect(await rows.first().locator('td').first().innerText()).toBe('22');
		await page.keyboard.press('Tab');
		expect(await panel.locator('.saves-scroller:focus').count()).toBe(1);
		await panel.locator('#history-title').scrollIntoViewIfNeeded();
		await editor.screenshot('panel-history');
	});

	test('it is there again after a reload of the window', async () => {
		await page.reload();
		await saves(2).waitFor(patience);
		await codeLens(/22 demonstrations · diversity/u).waitFor(patience);
	});

	test('candidates are hollow marks of their own on the map, and rows of the table', async () => {
		await panel.locator('vscode-button', { hasText: 'Fill sparse from pool' }).click();
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await panel.locator('li.candidate').first().waitFor(patience);
		const count = await panel.locator('li.candidate').count();
		await expect.poll(() => candidateMarks().count(), patience).toBe(count);
		await panel.getByText('candidate, where its sketch would lie').waitFor();
		const first = candidateMarks().first();
		expect(await first.locator('title').textContent()).toMatch(/^Candidate \d+, [+−]?\d+\.\d\d diversity: /u);
		await first.click();
		await panel
			.getByRole('heading', { name: /^Candidate 1$/u })
			.first()
			.waitFor();
		await panel.locator('demoscope-table tr', { hasText: 'C1' }).waitFor();
		await panel.locator('#map-title').scrollIntoViewIfNeeded();
		await editor.screenshot('panel-candidates');
	});

	test.each(Object.keys(themes) as ThemeName[])('all of it can be seen in the theme %s', async theme => {
		await editor.setTheme(theme);
		await editor.waitForPanelIn(theme);
		await editor.screenshot(`panel-tall-${theme}`, { width: 1680, height: 2600 });
	});

	test('the history is cleared once the user agrees', async () => {
		await panel.locator('vscode-button', { hasText: 'Clear History…' }).click();
		await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Clear History' }).click();
		await panel.locator('#history-title').waitFor({ state: 'detached' });
	});
});

describe('a table of ten thousand demonstrations', { timeout: 120_000 }, () => {
	const count = 10_000;
	let page: Page;
	let table: Locator;

	beforeAll(async () => {
		const editor = await openEditorWindow('examples');
		const opened = await editor.page
			.context()
			.browser()
			?.newPage({ viewport: { width: 1200, height: 1000 } });
		if (opened === undefined) {
			throw new Error('there is no browser');
		}
		page = opened;
		const bundle = (name: string) => readFileSync(path.join(extensionFolder, 'dist', 'webview', name), 'utf8');
		const html = path.join(editor.workspace, 'large.html');
		writeFileSync(
			html,
			panelPage({
				title: 'Large',
				script: { text: bundle('index.js') },
				styles: { text: bundle('index.css') },
				nonce: 'bGFyZ2U=',
				states: [largeState(count)],
			}),
		);
		await page.goto(pathToFileURL(html).href);
		table = page.locator('demoscope-table');
		await rows().first().waitFor();
		return editor.close; // called at the end
	});

	const rows = () => table.locator('tbody tr[data-id]');
	const focused = () => table.locator('tbody tr:focus').getAttribute('aria-rowindex');

	test('draws those that are seen, and says how many there are', async () => {
		expect(await rows().count()).toBeLessThan(60);
		expect(await table.locator('table').getAttribute('aria-rowcount')).toBe(String(count + 1));
		expect(await table.locator('*').count()).toBeLessThan(2500);
		const boxes = await Promise.all([0, 5, 10].map(place => rows().nth(place).boundingBox()));
		expect(new Set(boxes.map(box => box?.height)).size).toBe(1);
	});

	test('goes by the keys from one end to the other', async () => {
		await table.locator('tbody tr[tabindex="0"]').focus();
		for (const [key, row] of [
			['ArrowDown', 3],
			['End', count + 1],
			['ArrowUp', count],
			['Home', 2],
		] as const) {
			await page.keyboard.press(key);
			await expect.poll(focused).toBe(String(row));
		}
		await page.keyboard.press('PageDown');
		await expect.poll(async () => Number(await focused())).toBeGreaterThan(4);
	});

	test('keeps the focus when it is scrolled', async () => {
		const before = await focused();
		for (const share of [0.3, 0.9, 0.1, 0]) {
			await table.locator('.scroller').evaluate((scroller: Scrolled, at: number) => {
				scroller.scrollTop = at * scroller.scrollHeight;
			}, share);
			await table.locator(`tr[aria-rowindex="${share * count + 5}"]`).waitFor();
			expect(await focused()).toBe(before);
		}
	});

	test('sorts and filters all of them', async () => {
		await table.locator('th.column-tokens button').click();
		await table.locator('th.column-tokens button').click();
		await table.locator('vscode-text-field.filter input').fill('answer-12');
		await expect.poll(() => table.locator('table').getAttribute('aria-rowcount')).toBe('770');
		await expect.poll(() => table.locator('.scroller').evaluate((scroller: Scrolled) => scroller.scrollTop)).toBe(0);
		const first = table.locator('tr[aria-rowindex="2"]');
		expect(await first.locator('.column-output').innerText()).toBe('answer-12');
		expect(await first.locator('.column-tokens').innerText()).toBe('99');
	});
});

/** As much as is used of an element that scrolls. */
interface Scrolled {
	scrollTop: number;
	readonly scrollHeight: number;
}

async function removeLastLine(page: Page): Promise<void> {
	await page.locator('.editor-instance .view-line').first().click();
	await page.keyboard.press('Control+End');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Control+Shift+K');
}

function largeState(count: number): PanelState {
	const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
	return {
		file: 'large.jsonl',
		analysis: {
			version: 1,
			file: 'large.jsonl',
			format: 'jsonl',
			formatTitle: 'JSON Lines',
			task: null,
			probe: null,
			trust: null,
			count,
			scores: null,
			surface: null,
			labelBalance: null,
			demonstrations: Array.from({ length: count }, (_, index) => ({
				id: String(index + 1),
				range,
				input: `Question ${(index * 7919) % count} ${'and so on '.repeat(index % 40)}`,
				output: `answer-${index % 13}`,
				tokens: 10 + (index % 90),
			})),
			regions: [],
			findings: [],
			notices: [],
		},
		progress: null,
		review: null,
		evaluation: null,
		history: [],
		failure: null,
		interactive: false,
	};
}
