import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFile, pick, runCommand, webview } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

const file = 'sentiment.jsonl';

/** Each test goes on where the one before it stopped, as a user would. */
describe('a user looks at a set and fills what is missing', () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;
	let original: Buffer;
	let accepted: string;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		panel = webview(page);
		original = bytes();
		return editor.close; // called at the end
	});

	const bytes = () => readFileSync(path.join(editor.workspace, file));
	const codeLens = (text: RegExp) => page.locator('.codelens-decoration', { hasText: text });
	const line = (text: string) => page.locator('.editor-instance .view-line').filter({ hasText: text });
	const candidates = () => panel.locator('.candidate');

	test('opening it shows findings, a summary over the set, and the status', async () => {
		await openFile(page, file);
		await codeLens(/24 demonstrations · diversity \d+\.\d of 24 · consistency .+ · 2 near-duplicates/u).waitFor();
		await page.locator('.squiggly-warning').first().waitFor();
		await page.locator('.statusbar-item', { hasText: /\d+\.\d of 24/u }).waitFor();
		await editor.screenshot('editor');
	});

	test('the panel shows scores, the map, regions and the demonstrations', async () => {
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: file }).waitFor();
		for (const section of ['Scores', 'Map', 'Regions', 'Demonstrations']) {
			await panel.getByRole('heading', { name: section }).first().waitFor();
		}
		expect(await panel.locator('.badge.sparse').count()).toBeGreaterThan(0);
		await editor.screenshot('panel');
	});

	test('where a measure is a hint only, the panel says so and offers another probe', async () => {
		const offer = panel.getByRole('button', { name: 'Choose another probe' });
		const isDoubtful = (await panel.locator('.badge.indicative').count()) > 0;
		expect(await offer.count()).toBe(isDoubtful ? 1 : 0);
		if (isDoubtful) {
			await offer.click();
			await page.locator('.quick-input-widget', { hasText: 'Choose Probe' }).waitFor();
			await page.keyboard.press('Escape');
		}
	});

	test('a double click on a demonstration in the panel goes to its line', async () => {
		await panel.getByRole('row').filter({ hasText: 'The kettle boils fast' }).dblclick();
		await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln / }).innerText()).toContain('Ln 24,');
		await editor.screenshot('table');
	});

	test('a sparse region is filled from a pool', async () => {
		await sparseRegion(panel)
			.getByRole('button', { name: /^Suggest from pool/u })
			.click();
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await candidates().first().waitFor();
		await candidates().first().scrollIntoViewIfNeeded();
		await editor.screenshot('candidates');
		expect(await candidates().first().innerText()).toMatch(/\+\d+\.\d\d diversity/u);
	});

	test('an accepted candidate stands in the editor', async () => {
		const count = await candidates().count();
		accepted = (await inputOf(candidates().first()).innerText()).trim();
		await button(candidates().first(), 'Accept').click();
		await line(accepted).waitFor();
		await codeLens(/25 demonstrations · diversity \d+\.\d of 25/u).waitFor();
		await expect.poll(() => candidates().count()).toBe(count - 1);
		await panel.getByRole('status').filter({ hasText: '1 candidate accepted. ' }).waitFor({ state: 'attached' });
		await editor.screenshot('accepted');
	});

	test('one undo takes it back', async () => {
		await line(accepted).click({ position: { x: 20, y: 8 } });
		await page.keyboard.press('Control+Z');
		await line(accepted).waitFor({ state: 'detached' });
		await codeLens(/24 demonstrations · diversity/u).waitFor();
		await page.keyboard.press('Control+S');
		await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
		expect(bytes().equals(original)).toBe(true);
	});

	test('panel and candidates are there again after a reload of the window', async () => {
		const texts = await candidates().allInnerTexts();
		await page.reload();
		await panel.getByRole('heading', { name: file }).waitFor({ timeout: 60_000 });
		await expect.poll(() => candidates().count(), { timeout: 60_000 }).toBe(texts.length);
	});

	test.each(Object.keys(themes) as ThemeName[])('everything can be seen in the theme %s', async theme => {
		await editor.setTheme(theme);
		await editor.waitForPanelIn(theme);
		await codeLens(/24 demonstrations · diversity/u).waitFor();
		await editor.screenshot(`window-${theme}`);
		await editor.screenshot(`tall-${theme}`, { width: 1680, height: 2400 });
	});
});

function sparseRegion(panel: FrameLocator): Locator {
	return panel
		.locator('.region')
		.filter({ has: panel.locator('.badge.sparse') })
		.first();
}

function button(within: Locator, name: string): Locator {
	return within.locator('vscode-button').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`, 'u') });
}

function inputOf(candidate: Locator): Locator {
	return candidate.locator('.demonstration-text').first();
}
