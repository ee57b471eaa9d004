import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { openFile, runCommand } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

interface Shown {
	readonly file: string;
	readonly format: string;
	readonly summary: RegExp;
	readonly theme: ThemeName;
}

/** Opening the first wakes the extension. */
const files: readonly Shown[] = [
	{
		file: 'tickets.csv',
		format: 'CSV or TSV',
		summary: /5 demonstrations · diversity .*conflicting label/u,
		theme: 'dark',
	},
	{
		file: 'rhymes.jinja2',
		format: 'Jinja chat template',
		summary: /3 demonstrations · diversity .*conflicting label/u,
		theme: 'dark',
	},
	{
		file: 'stays.jsonl',
		format: 'JSON Lines',
		summary: /4 demonstrations · diversity .*1 unreadable part/u,
		theme: 'dark',
	},
	{
		file: 'replies.promptfooconfig.yaml',
		format: 'promptfoo tests (YAML)',
		summary: /4 demonstrations · diversity .*conflicting label/u,
		theme: 'light',
	},
	{
		file: 'capitals.md',
		format: 'Prompt text',
		summary: /4 demonstrations · diversity .*conflicting label/u,
		theme: 'light',
	},
	{
		file: 'tone.prompty',
		format: 'Prompty',
		summary: /3 demonstrations · diversity .*conflicting label/u,
		theme: 'highContrast',
	},
	{
		file: 'units.json',
		format: 'Natural Instructions v2',
		summary: /4 demonstrations · diversity .*conflicting label/u,
		theme: 'highContrastLight',
	},
];

describe('files of many formats in the editor', () => {
	let editor: EditorWindow;
	let page: Page;
	let theme: ThemeName | undefined;

	beforeAll(async () => {
		editor = await openEditorWindow('test/editor/formats');
		({ page } = editor);
		return editor.close; // called at the end
	});

	test.each(files)(
		'$file shows its format, a summary and its findings',
		async ({ file, format, summary, ...shown }) => {
			await openFile(page, file);
			if (theme !== shown.theme) {
				theme = shown.theme;
				await editor.setTheme(theme);
			}
			const active = page.locator('.editor-group-container.active');
			await active.locator('.codelens-decoration', { hasText: summary }).waitFor();
			await active.locator('.codelens-decoration', { hasText: format }).waitFor();
			await active.locator('.squiggly-warning, .squiggly-error').first().waitFor();
			if (file === files[0]?.file) {
				await runCommand(page, 'Problems: Focus on Problems View');
			}
			await page.mouse.move(720, 450); // off the tab that lay under the pointer
			await editor.screenshot(`format-${file.replace(/\W+/gu, '-')}`);
		},
	);
});
