import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFile, runCommand, webview } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

const file = 'sentiment.jsonl';

/** Each test goes on where the one before it stopped; the mouse is never used. */
describe('the map and the table by the keyboard alone', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		panel = webview(page);
		await openFile(page, file);
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: 'Regions' }).waitFor({ timeout: 150_000 });
		return editor.close; // called at the end
	});

	const map = () => panel.locator('svg.map:focus');
	const row = () => panel.locator('demoscope-table tr[data-id]:focus');
	const detail = async () => await panel.locator('#detail-title').innerText();
	const line = async () => await page.locator('.statusbar-item', { hasText: /^Ln / }).innerText();
	const number = (heading: string) => Number(/^Demonstration (\d+)$/u.exec(heading)?.[1]);

	const goToPanel = async () => {
		await page.keyboard.press('Control+2');
		await expect
			.poll(() => panel.locator('body').evaluate<boolean, unknown, unknown>('document.hasFocus()'))
			.toBe(true);
	};
	/** Presses Tab until this has the focus. */
	const tabTo = async (place: Locator) => {
		for (let count = 0; count < 100; count++) {
			if ((await place.count()) > 0) {
				return;
			}
			await page.keyboard.press('Tab');
		}
		throw new Error('the Tab key does not go there');
	};
	/** Enter goes to the demonstration that the detail shows, and to its line. */
	const openShown = async () => {
		const shown = number(await detail());
		expect(shown).toBeGreaterThan(0);
		await page.keyboard.press('Enter');
		await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
		await expect.poll(line).toContain(`Ln ${shown},`);
		expect(await detail()).toBe(`Demonstration ${shown}`);
	};

	test('the first stop is what is done most, and the map comes later', async () => {
		await goToPanel();
		await page.keyboard.press('Tab');
		expect(await panel.locator('vscode-button:focus').innerText()).toBe('Analyze');
		await tabTo(map());
	});

	test('the arrow keys go over the map, and the detail follows', async () => {
		await page.keyboard.press('ArrowRight');
		await expect.poll(detail).toMatch(/^Demonstration \d+$/u);
		const first = await detail();
		await page.keyboard.press('ArrowDown');
		await expect.poll(detail).not.toBe(first);
		expect(await panel.locator('demoscope-map .mark.selected').count()).toBe(1);
		await panel.locator('demoscope-map .mark.selected').scrollIntoViewIfNeeded();
		await editor.screenshot('keyboard-map');
	});

	test('Enter goes to its line, and the way back ends on the map', async () => {
		await openShown();
		await editor.screenshot('keyboard-line');
		await goToPanel();
		await map().waitFor();
		const before = await detail();
		await page.keyboard.press('ArrowUp');
		await expect.poll(detail).not.toBe(before);
	});

	test('Escape selects nothing', async () => {
		await page.keyboard.press('Escape');
		await expect.poll(detail).toBe('Selected');
		await map().waitFor();
	});

	test('the table is the same', async () => {
		await tabTo(row());
		await page.keyboard.press('ArrowDown');
		await expect.poll(detail).toBe('Demonstration 2');
		await page.keyboard.press('ArrowDown');
		await expect.poll(detail).toBe('Demonstration 3');
		await editor.screenshot('keyboard-table');
		await openShown();
		await goToPanel();
		await row().waitFor();
		await page.keyboard.press('ArrowDown');
		await expect.poll(detail).toBe('Demonstration 4');
		await page.keyboard.press('Escape');
		await expect.poll(detail).toBe('Selected');
		await row().waitFor();
	});
});
