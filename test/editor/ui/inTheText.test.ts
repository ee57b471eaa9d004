import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { openFile } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

const file = 'word-problems.jsonl';

/** A set as someone sees it who has turned on what is off by default. */
describe('what stands in the text', () => {
	let editor: EditorWindow;
	let page: Page;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		editor.addSettings({ 'demoscope.codeLens.demonstrations': true, 'demoscope.contributions': true });
		await openFile(page, file);
		await page.locator('.codelens-decoration', { hasText: /demonstrations · diversity \d/u }).waitFor();
		return editor.close; // called at the end
	});

	test.each(Object.keys(themes) as ThemeName[])(
		'a line over each demonstration, contributions and the reading: %s',
		async theme => {
			await editor.setTheme(theme);
			await page.locator('.codelens-decoration', { hasText: /Demonstration 2 · \d+ tokens · contributes/u }).waitFor();
			await page
				.locator('.editor-instance .view-line', { hasText: /[▁-█]\s[+−]?\d\.\d\d/u })
				.first()
				.waitFor();
			const line = page.locator('.editor-instance .view-line').filter({ hasText: '"question"' }).nth(1);
			await page.mouse.move(5, 5);
			await line.hover({ position: { x: 260, y: 8 } });
			const hover = page.locator('.monaco-hover', { hasText: /Demonstration \d+ of \d+/u });
			await hover.waitFor();
			await hover.locator('img[src^="data:image/svg"]').waitFor();
			await editor.screenshot(`in-the-text-${theme}`);
			await page.keyboard.press('Escape');
		},
	);
});
