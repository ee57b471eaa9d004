import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { message, openFile } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

/** Each test goes on where the one before it stopped. */
describe('a setting with a value that it cannot have', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		return editor.close; // called at the end
	});

	test('is told of as the extension wakes', async () => {
		editor.addSettings({ 'demoscope.hover': 'wrong' });
		await openFile(page, 'sentiment.jsonl');
		const told = await message(page, 'The setting demoscope.hover must be true or false, not "wrong".', 120_000);
		await told.getByText('Open Settings').waitFor();
		await told.hover();
		await told.locator('.codicon-notifications-clear').click();
		await told.waitFor({ state: 'hidden' });
	});

	test('is told of as it is written, and shown where it stands', async () => {
		editor.addSettings({ 'demoscope.hover': true, 'demoscope.rules.near-duplicate': 'bad' });
		const told = await message(page, 'The setting demoscope.rules.near-duplicate must be one of auto, off, error,');
		await editor.screenshot('mistaken-setting');
		await told.getByText('Open Settings').click();
		await page.locator('.settings-editor .setting-item-contents', { hasText: 'Near-duplicate' }).waitFor();
		expect(await page.locator('.settings-tabs-widget .action-label.checked').innerText()).toBe('Workspace');
		await editor.screenshot('mistaken-setting-opened');
	});

	test('is told of again only once it was right', async () => {
		editor.addSettings({ 'demoscope.rules.near-duplicate': 'warning', 'demoscope.provenance': 'nowhere' });
		await message(page, 'The setting demoscope.provenance must be one of none, sidecar, metadata, not "nowhere".');
		editor.addSettings({ 'demoscope.rules.near-duplicate': 'bad' });
		await message(page, 'The setting demoscope.rules.near-duplicate must be one of');
		await expect.poll(() => page.locator('.notifications-center .monaco-list-row').count()).toBe(2);
	});
});
