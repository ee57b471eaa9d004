import { beforeAll, describe, expect, test } from 'vitest';
import { openFile, runCommand, webview } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

describe('the panel', () => {
	let editor: EditorWindow;

	beforeAll(async () => {
		editor = await openEditorWindow();
		return editor.close; // called at the end
	});

	beforeAll(async () => {
		await openFile(editor.page, 'reviews.jsonl');
		await runCommand(editor.page, 'Demoscope: Open Panel');
		await webview(editor.page).locator('body:not(:empty)').waitFor();
	});

	test.each(Object.keys(themes) as ThemeName[])('shows itself in the theme %s', async theme => {
		await editor.setTheme(theme);
		const body = webview(editor.page).locator('body');
		await expect.poll(() => body.getAttribute('data-vscode-theme-id')).toBe(themes[theme].id);
		await editor.screenshot(`panel-${theme}`);
		expect((await body.innerText()).trim()).not.toBe('');
	});
});
