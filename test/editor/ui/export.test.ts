import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { message, openFile, pick, projectFolder, runCommand, webview } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

const file = 'sentiment.jsonl';
/** Markup that would run if it were taken for some. */
const hostile =
	'<img src="https://nowhere.invalid/x" onerror="document.title=1"><script>document.title=1</script> Fine.';

describe('a user takes along what the panel shows', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;

	beforeAll(async () => {
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		panel = webview(page);
		appendFileSync(path.join(editor.workspace, file), `${JSON.stringify({ text: hostile, label: 'positive' })}\n`);
		await openFile(page, file);
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: 'Map' }).waitFor({ timeout: 150_000 });
		return editor.close; // called at the end
	});

	/** Takes the path that is offered, and gives it. */
	const exportAs = async (kind: string, name: string): Promise<string> => {
		rmSync(path.join(editor.workspace, name), { force: true }); // or it would be asked whether to replace it
		await panel.locator('vscode-button', { hasText: 'Export…' }).click();
		await pick(page, kind);
		const offered = path.join(editor.workspace, name);
		await expect.poll(() => page.locator('.quick-input-widget input.input').inputValue()).toBe(offered);
		await page.keyboard.press('Enter');
		const told = await message(page, `Exported to ${name}.`);
		await told.getByText('Open', { exact: true }).waitFor();
		await expect.poll(() => existsSync(offered)).toBe(true);
		return offered;
	};

	/** Opens a file as a page of its own, writes a picture of it, and gives what it asked of the network, and its faults. */
	const look = async (written: string, scheme: 'dark' | 'light', picture: string) => {
		const context = await page
			.context()
			.browser()
			?.newContext({
				colorScheme: scheme,
				viewport: { width: 1280, height: 900 },
			});
		if (context === undefined) {
			throw new Error('there is no browser');
		}
		const opened = await context.newPage();
		const asked: string[] = [];
		const faults: string[] = [];
		opened.on('request', request => asked.push(request.url()));
		opened.on('pageerror', error => faults.push(error.message));
		opened.on('console', said => faults.push(said.text()));
		const address = pathToFileURL(written).href;
		await opened.goto(address);
		const root = await opened.evaluate<string>('document.documentElement.localName');
		const title = await opened.title();
		await opened.screenshot({
			path: path.join(projectFolder, 'out', 'screenshots', `${picture}.png`),
			fullPage: root === 'html', // of a drawing it never ends
		});
		await context.close();
		return { root, title, asked: asked.filter(url => url !== address), faults };
	};

	test.each(['dark', 'light'] as const satisfies readonly ThemeName[])(
		'the map is a drawing in the colours of the theme, which says what it is: %s',
		async theme => {
			await editor.setTheme(theme);
			await editor.waitForPanelIn(theme);
			const written = await exportAs('Map as SVG', 'sentiment-map.svg');
			await editor.screenshot(`export-told-${theme}`);
			expect(await look(written, theme, `export-svg-${theme}`)).toEqual({
				root: 'svg',
				title: 'Map of sentiment.jsonl',
				asked: [],
				faults: [],
			});
			const background = theme === 'dark' ? '#1f1f1f' : '#ffffff';
			expect(readFileSync(written, 'utf8')).toContain(`fill="${background}"`);
		},
	);

	test('the map is an image of twice its size', async () => {
		const written = await exportAs('Map as PNG', 'sentiment-map.png');
		const bytes = readFileSync(written);
		expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
		expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1920, 1408]);
		expect(bytes.length).toBeGreaterThan(20_000);
		await look(written, 'light', 'export-png');
	});

	test('the report is one page with the scores: it asks for nothing, and nothing in it runs', async () => {
		const written = await exportAs('Report as HTML', 'sentiment-report.html');
		for (const scheme of ['dark', 'light'] as const) {
			const shown = await look(written, scheme, `export-report-${scheme}`);
			expect(shown).toEqual({ root: 'html', title: file, asked: [], faults: [] });
		}
		const text = readFileSync(written, 'utf8');
		expect(text.includes('&#60;script&#62;document.title=1&#60;/script&#62;')).toBe(true);
		const scores = [...text.matchAll(/<span class="name">([^<]+)<\/span><\/td><td><span class="number">([^<]+)</gu)];
		const values = new Map(scores.map(([, name, value]) => [name, value]));
		expect(values.get('Diversity')).toMatch(/^\d+\.\d$/u);
		expect(values.get('Consistency')).toMatch(/^[+−]?\d\.\d\d bits\/token$/u);
		expect(values.size).toBeGreaterThan(10);
	});
});
