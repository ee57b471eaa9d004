import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { exampleReviews } from '../../support/exampleReviews';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { pairReplies, type Pair } from '../../support/pairReplies';
import { openFile, pick, projectFolder, runCommand, webview, write } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';
import { pageChecks, type PageChecks } from './pageChecks';
import type { TabStop } from './pageFindings';

const file = 'sentiment.jsonl';
/** The probe reads a pool, on a busy machine. */
const patience = { timeout: 300_000 };
const usualSize = { width: 1440, height: 900 };

/** Texts of the test's own, with what is hard about them: digits and brackets inside, two scripts in one line. */
const scripts: readonly Pair[] = [
	['القطار يغادر من الرصيف 12 في الساعة 9:30.', 'سفر'],
	['هل يمكنني إلغاء الحجز (رقم 4471) قبل الغد؟', 'حجز'],
	['הרכבת לחיפה יוצאת בשעה 17:45 מרציף 3.', 'נסיעה'],
	['האם אפשר לשנות את ההזמנה ב-Hotel Astoria?', 'הזמנה'],
	['我想把明天的机票改到后天上午。', '改签'],
	['这家餐厅可以带宠物吗？', '餐饮'],
	['京都行きの始発は何時ですか。', '交通'],
	['部屋を禁煙に変更してください。', '宿泊'],
	['Please book شرم الشيخ for two nights.', 'booking'],
	['The sign says «יציאה» and points left.', 'directions'],
];

/** Each test goes on where the one before it stopped. */
describe('the panel is for everyone', { timeout: 600_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;
	let server: LanguageModelServer;
	let checks: PageChecks;

	beforeAll(async () => {
		server = await startLanguageModel();
		server.answer = pairReplies(exampleReviews().slice(0, 60));
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(150_000);
		panel = webview(page);
		checks = await pageChecks(page);
		return async () => {
			await editor.close();
			await server.close();
		};
	});

	test('scores, map, regions, candidates and an evaluation are there to be looked at', async () => {
		await openFile(page, file);
		await page.locator('.codelens-decoration', { hasText: /24 demonstrations · diversity/u }).waitFor(patience);
		await runCommand(page, 'Demoscope: Choose LLM…');
		await pick(page, 'Other address…', 'Other');
		await write(page, 'Address of an OpenAI-compatible Endpoint', server.address);
		await pick(page, 'local');
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: 'Regions' }).waitFor(patience);
		await runCommand(page, 'Demoscope: Suggest from Pool…');
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await panel.locator('.candidate').first().waitFor(patience);
		await runCommand(page, 'Demoscope: Evaluate on Validation Set…');
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Send' }).click();
		await panel.getByRole('heading', { name: 'Accuracy' }).waitFor(patience);
		await panel.getByRole('row').filter({ hasText: 'The kettle boils fast' }).click();
		await panel.getByRole('heading', { name: /^Demonstration \d+/u }).waitFor();
	});

	test.each(Object.keys(themes) as ThemeName[])('axe finds nothing serious in the theme %s', async theme => {
		await editor.setTheme(theme);
		await editor.waitForPanelIn(theme);
		await checks.unfold(true);
		const found = await checks.audit();
		const folder = path.join(projectFolder, 'out', 'axe');
		mkdirSync(folder, { recursive: true });
		writeFileSync(path.join(folder, `${theme}.json`), `${JSON.stringify(found, null, '\t')}\n`);
		await editor.screenshot(`axe-${theme}`, { width: 1680, height: 2400 });
		expect(found.passes.length).toBeGreaterThan(20);
		expect(
			found.violations
				.filter(({ impact }) => impact === 'serious' || impact === 'critical')
				.flatMap(({ id, nodes }) => nodes.map(({ target, summary }) => `${id} at ${target}: ${summary}`)),
		).toEqual([]);
	});

	test('scores are heard with their values, and rows of the table as sentences', async () => {
		await expect
			.poll(() => panel.locator('.score summary, .score [aria-description]').first().getAttribute('aria-description'))
			.toMatch(/^\d+\.\d of \d+/u);
		const rows = await panel.locator('demoscope-table tbody tr[data-id]').all();
		const names = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
		expect(names.length).toBeGreaterThan(5);
		for (const name of names) {
			expect(name).toMatch(
				/^(?:Demonstration|Candidate) \d+: .+ → .+; (?:would add|adds) [+−-]?\d+\.\d\d to diversity/u,
			);
		}
	});

	test('a mark of the map is heard once: what it is named by is no description beside', async () => {
		const marks = panel.locator('demoscope-map .mark');
		expect(await marks.count()).toBeGreaterThan(20);
		expect(await panel.getByRole('option', { name: /^1: The ramen was rich .+ \(.+\)$/u }).count()).toBe(1);
		for (const mark of await marks.all()) {
			expect(await mark.locator('title').count()).toBe(1);
			expect(await mark.getAttribute('aria-label')).toBeNull();
		}
	});

	test('a candidate keeps the focus where the list is ordered anew', async () => {
		await panel.getByRole('button', { name: 'Accept candidate 1' }).focus();
		const { length } = await panel.locator('.candidate').all();
		expect(length).toBeGreaterThan(2);
		await panel.locator('body').evaluate(reverse);
		await panel.locator(`vscode-button:focus[aria-label="Accept candidate ${length}"]`).waitFor();
		await panel.locator('body').evaluate(reverse);
		await panel.locator('vscode-button:focus[aria-label="Accept candidate 1"]').waitFor();
	});

	test('after a rejection the focus is on the next candidate, and it is said what was done', async () => {
		await panel.getByRole('button', { name: 'Reject candidate 1' }).focus();
		await page.keyboard.press('Enter');
		await panel.getByRole('textbox', { name: 'Reason for rejecting candidate 1' }).waitFor();
		await page.keyboard.press('Enter');
		await panel.locator('vscode-button:focus[aria-label="Accept candidate 1"]').waitFor();
		await panel
			.locator('demoscope-candidates [role="status"]', { hasText: /^1 candidate rejected\. Candidate 1, \+\d/u })
			.waitFor();
	});

	test('the Tab key goes everywhere, and each stop has a name and can be seen', async () => {
		await checks.unfold(false);
		const stops = await walk(page, panel, checks);
		writeFileSync(path.join(projectFolder, 'out', 'axe', 'tab-stops.json'), JSON.stringify(stops, null, '\t'));
		expect(stops.filter(({ name }) => name === '')).toEqual([]);
		expect(stops.filter(({ isMarked }) => !isMarked)).toEqual([]);
		expect(stops.filter(({ inView }) => !inView)).toEqual([]);
		const names = stops.map(({ name }) => name);
		for (const wanted of [
			'Analyze',
			/^Map of the demonstrations/u,
			'Zoom in',
			'Show all',
			'Join twins',
			'Open in editor',
			/sparse/u,
			/^Fill .+ with the language model$/u,
			/^Suggest from pool for /u,
			'Accept candidate 1',
			'Compare candidate 1',
			'Edit candidate 1',
			'Reject candidate 1',
			'Filter demonstrations',
		]) {
			expect(names).toContainEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
		}
		await panel.getByRole('button', { name: 'Open in editor' }).focus();
		for (const name of ['on-link', 'on-button', 'on-region']) {
			await page.keyboard.press('Tab');
			await page.keyboard.press('Tab');
			await editor.screenshot(`accessibility-focus-${name}`);
		}
	});

	test('all of it is there at 200 % zoom', async () => {
		await page.setViewportSize({ width: usualSize.width / 2, height: usualSize.height / 2 });
		await editor.screenshot('accessibility-zoom');
		const faults = await checks.layoutFaults();
		await editor.screenshot('accessibility-zoom-tall', { width: usualSize.width / 2, height: 2400 });
		await page.setViewportSize(usualSize);
		expect(faults).toEqual([]);
	});

	test('all of it is there in 300 pixels', async () => {
		await panel.locator('h1').click();
		await runCommand(page, 'View: Close Editors in Other Groups');
		await runCommand(page, 'View: Close Primary Side Bar');
		await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
		let windowWidth = usualSize.width;
		// The workbench takes its time to lay itself out anew; what is between window and panel is known only then.
		await expect
			.poll(
				async () => {
					const width = await checks.width();
					windowWidth = Math.max(300, windowWidth + 300 - width);
					await page.setViewportSize({ width: windowWidth, height: 900 });
					return width;
				},
				{ interval: 500 },
			)
			.toBe(300);
		await editor.screenshot('accessibility-narrow');
		const faults = await checks.layoutFaults();
		await editor.screenshot('accessibility-narrow-tall', { width: windowWidth, height: 4800 });
		await page.setViewportSize(usualSize);
		expect(faults).toEqual([]);
	});

	test('each text runs in the direction of its script', async () => {
		writeFileSync(
			path.join(editor.workspace, 'travel.jsonl'),
			scripts.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join(''),
		);
		await openFile(page, 'travel.jsonl');
		await page.locator('.codelens-decoration', { hasText: /10 demonstrations · diversity/u }).waitFor(patience);
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: 'travel.jsonl' }).waitFor();
		await panel.getByRole('row').filter({ hasText: 'هل يمكنني' }).click();
		await panel.getByRole('heading', { name: 'Demonstration 2' }).waitFor();
		const shown = await checks.directions('.demonstration-text');
		for (const [input, output] of scripts) {
			for (const text of [input, output]) {
				const found = shown.filter(part => part.text === text);
				expect(found.length).toBeGreaterThan(0);
				expect(new Set(found.map(({ direction }) => direction))).toEqual(new Set([directionOf(text)]));
			}
		}
		await editor.screenshot('accessibility-scripts', { width: 1680, height: 1600 });
		await page.setViewportSize({ width: 720, height: 1800 });
		expect(await checks.layoutFaults()).toEqual([]);
		await editor.screenshot('accessibility-scripts-narrow');
	});
});

/** Gives the list its candidates the other way round, as when they are measured again. */
const reverse = `(() => {
	const list = document.querySelector('demoscope-panel').shadowRoot.querySelector('demoscope-candidates');
	list.review = { ...list.review, candidates: list.review.candidates.toReversed() };
	return list.updateComplete;
})()`;

/** By the first letter that has a direction, as `dir="auto"` does. */
function directionOf(text: string): 'ltr' | 'rtl' {
	const first = /\p{L}/u.exec(text)?.[0] ?? '';
	return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) ? 'rtl' : 'ltr';
}

/** All places to which the Tab key goes, from the panel's heading until it leaves the page. */
async function walk(page: Page, panel: FrameLocator, checks: PageChecks): Promise<readonly TabStop[]> {
	await panel.locator('h1').click();
	for (let count = 0; count < 300; count++) {
		await page.keyboard.press('Tab');
		if (!(await checks.noteStop())) {
			return await checks.notedStops();
		}
	}
	throw new Error('the Tab key does not leave the page');
}
