import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFile, runCommand, webview } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

const file = 'sentiment.jsonl';

describe('in a window whose display language is German', () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;

	beforeAll(async () => {
		editor = await openEditorWindow('examples', { language: 'de' });
		({ page } = editor);
		page.setDefaultTimeout(80_000); // a machine may be busy
		panel = webview(page);
		await openFile(page, file);
		return editor.close; // called at the end
	});

	test('the line over the set is German', async () => {
		await page
			.locator('.codelens-decoration', {
				hasText: /24 Demonstrationen · Diversität .*\d+,\d von 24 .*· Konsistenz [+−]\d,\d\d .+ · 2 Beinahe-Duplikate/u,
			})
			.waitFor();
	});

	test('so is a finding, with its related location', async () => {
		const marked = page.locator('.squiggly-warning').first();
		await marked.waitFor();
		await page.keyboard.press('F8');
		await page
			.locator('.marker-widget', { hasText: /Hat dieselbe Eingabe wie Demonstration \d+, aber eine andere Ausgabe\./u })
			.waitFor();
		await editor.screenshot('german-finding');
		await page.keyboard.press('Escape');
	});

	test.each(['dark', 'light'] as const)('so is the panel: %s', async theme => {
		await editor.setTheme(theme);
		await runCommand(page, 'Demoscope: Panel öffnen');
		await panel.getByRole('heading', { name: file }).waitFor();
		for (const section of ['Bewertungen', 'Karte', 'Regionen', 'Demonstrationen']) {
			await panel.getByRole('heading', { name: section }).first().waitFor();
		}
		expect(await panel.locator('html').getAttribute('lang')).toBe('de');
		await editor.screenshot(`german-panel-${theme}`);
		await panel.getByRole('heading', { name: 'Demonstrationen' }).first().scrollIntoViewIfNeeded();
		await editor.screenshot(`german-table-${theme}`);
	});
});
