import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFile, runCommand, webview } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

/** Each test goes on where the one before it stopped. */
describe('in a workspace that is not trusted', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;

	beforeAll(async () => {
		const settings = { 'demoscope.pools': ['pools/reviews.jsonl'] };
		editor = await openEditorWindow('examples', { trusts: false, settings });
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		return editor.close; // called at the end
	});

	const restricted = (): Locator => page.locator('.statusbar-item', { hasText: 'Restricted Mode' });

	/** What is offered to suggest from. */
	const pools = async (): Promise<readonly string[]> => {
		await runCommand(page, 'Demoscope: Suggest from Pool…');
		const rows = page.locator('.quick-input-widget .monaco-list-row');
		await rows.filter({ hasText: 'Browse…' }).waitFor();
		const texts = await rows.allInnerTexts();
		await page.keyboard.press('Escape');
		return texts;
	};

	test('a file is read and measured, and its findings come', async () => {
		await openFile(page, 'sentiment.jsonl');
		await page
			.locator('.codelens-decoration', { hasText: /24 demonstrations · diversity \d+\.\d of 24/u })
			.waitFor({ timeout: 150_000 });
		await page.locator('.squiggly-warning').first().waitFor();
		await restricted().waitFor();
		await runCommand(page, 'Demoscope: Open Panel');
		await webview(page).getByRole('heading', { name: 'Regions' }).waitFor();
		await editor.screenshot('untrusted');
	});

	test('pools that its settings name are not offered', async () => {
		const offered = await pools();
		expect(offered.some(text => text.includes('reviews.jsonl'))).toBe(true);
		expect(offered.filter(text => text.includes('demoscope.pools'))).toEqual([]);
	});

	test('they are once it is trusted', async () => {
		await runCommand(page, 'Workspaces: Manage Workspace Trust');
		await page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).click();
		await restricted().waitFor({ state: 'detached' });
		await page.keyboard.press('Escape');
		await expect
			.poll(async () => (await pools()).filter(text => text.includes('demoscope.pools')).length, { timeout: 60_000 })
			.toBe(1);
	});
});
