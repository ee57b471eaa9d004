import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { exampleReviews } from '../../support/exampleReviews';
import { misbehaviours, startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { pairReplies } from '../../support/pairReplies';
import { openFile, pick, runCommand, webview, write } from '../rig/workbench';
import { openEditorWindow, themes } from './editorWindow';
import type { EditorWindow, ThemeName } from './editorWindow';

const file = 'sentiment.jsonl';
/** A run asks some fifty times and the probe reads what it gets: minutes on a busy machine. */
const patience = { timeout: 150_000 };

/** Markup that would run if it were taken for some. */
const hostile = '<img src="nowhere" onerror="window.pwned = true"><script>window.pwned = true</script> How nice.';
const flaw = JSON.stringify({
	demonstrations: [
		{ input: hostile, output: '<b>great</b>' },
		{ input: `${hostile} Again.`, output: 'positive' },
	],
});

/** Each test goes on where the one before it stopped, as a user would. */
describe('a user has a language model fill what is missing', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let panel: FrameLocator;
	let server: LanguageModelServer;
	let original: Buffer;

	beforeAll(async () => {
		server = await startLanguageModel();
		server.answer = pairReplies(exampleReviews(), [flaw]);
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		panel = webview(page);
		original = bytes();
		return async () => {
			await editor.close();
			await server.close();
		};
	});

	const bytes = () => readFileSync(path.join(editor.workspace, file));
	const codeLens = (text: RegExp) => page.locator('.codelens-decoration', { hasText: text });
	const candidates = () => panel.locator('.candidate');
	const dialog = () => page.locator('.monaco-dialog-box');
	const answer = (label: string) => dialog().locator('.monaco-button', { hasText: label }).click();

	test('the model is chosen by its address, and nothing is sent', async () => {
		await openFile(page, file);
		await codeLens(/24 demonstrations · diversity/u).waitFor(patience);
		await runCommand(page, 'Demoscope: Choose LLM…');
		await pick(page, 'Other address…', 'Other');
		await write(page, 'Address of an OpenAI-compatible Endpoint', server.address);
		await pick(page, 'local');
		await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
		expect(server.requests.map(({ path: asked }) => asked)).toEqual(['/v1/models']);
	});

	test('before the first call it is said what goes where, and what it will take', async () => {
		await runCommand(page, 'Demoscope: Open Panel');
		await panel.getByRole('heading', { name: file }).waitFor(patience);
		await button(panel.locator('demoscope-panel'), 'Fill sparse…').click();
		const said = await dialog().innerText();
		expect(said).toContain(`Send text to local at ${server.address}?`);
		expect(said).toMatch(/Some \d+ calls and [\d,]+ tokens; never more than 100 calls/u);
		expect(said).toContain('That is this machine.');
		await editor.screenshot('synthesis-consent');
		expect(server.requests).toHaveLength(1);
		await answer('Send');
	});

	test('candidates wait with gain, votes and origin, and the file is as it was', async () => {
		await candidates().first().waitFor(patience);
		await panel.getByText(/\d+ candidates? of\s+\d+ proposals?; \d+ calls, [\d,]+ tokens/u).waitFor(patience);
		await candidates().first().scrollIntoViewIfNeeded();
		const text = await candidates().first().innerText();
		expect(text).toMatch(/[+−]\d+\.\d\d\s+diversity/u);
		expect(text).toMatch(/3 of 3 answers agree \(same label\)/u);
		expect(text).toMatch(/From prismatic/u);
		expect(bytes().equals(original)).toBe(true);
		await editor.screenshot('synthesis-candidates');
	});

	test('hostile text of the model is shown as text, and nothing of it runs', async () => {
		await panel.locator('.rejected summary').click();
		const table = panel.getByRole('region', { name: 'Rejected proposals' });
		await table.getByText('<img src="nowhere"').first().waitFor();
		expect(await panel.locator('demoscope-candidates img, demoscope-candidates script').count()).toBe(0);
		expect(await panel.locator('body').evaluate(() => 'pwned' in globalThis)).toBe(false);
		await table.scrollIntoViewIfNeeded();
		await editor.screenshot('synthesis-rejected');
		await panel.locator('.rejected summary').click();
	});

	test('a comparison shows what accepting would change', async () => {
		await button(candidates().first(), 'Compare').click();
		await page.locator('.monaco-diff-editor .line-insert').first().waitFor(patience);
		await editor.screenshot('synthesis-compare');
		await openFile(page, file);
	});

	test('one is edited before it is accepted, and measured again', async () => {
		const last = candidates().last();
		await button(last, 'Edit').click();
		const input = last.getByRole('textbox', { name: /^Input of candidate/u });
		await last.locator('textarea:focus').waitFor();
		await input.fill('The swimming pool closes at noon and the guard shouts at everyone.');
		await last.getByRole('textbox', { name: /^Output of candidate/u }).fill('negative');
		await editor.screenshot('synthesis-edit');
		await page.keyboard.press('Control+Enter');
		await panel.locator('.badge', { hasText: 'measured again' }).waitFor(patience);
		expect(await edited().innerText()).toContain('not verified since the edit');
		await editor.screenshot('synthesis-edited');
	});

	const edited = () => candidates().filter({ hasText: 'The swimming pool closes at noon' });

	test('two are accepted, and two undos take them back: they wait again', async () => {
		const count = await candidates().count();
		const other = (
			await candidates()
				.filter({ hasNotText: 'The swimming pool closes at noon' })
				.first()
				.locator('.demonstration-text')
				.first()
				.innerText()
		).trim();
		await button(edited(), 'Accept').click();
		await expect.poll(() => candidates().count(), patience).toBe(count - 1);
		await button(candidates().filter({ hasText: other }), 'Accept').click();
		await expect.poll(() => candidates().count(), patience).toBe(count - 2);
		await codeLens(/26 demonstrations · diversity/u).waitFor(patience);
		await editor.screenshot('synthesis-accepted');
		await page
			.locator('.editor-instance .view-line')
			.filter({ hasText: other })
			.click({ position: { x: 20, y: 8 } });
		await page.keyboard.press('Control+Z');
		await page.keyboard.press('Control+Z');
		await codeLens(/24 demonstrations · diversity/u).waitFor(patience);
		await page.keyboard.press('Control+S');
		await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
		expect(bytes().equals(original)).toBe(true);
		await expect.poll(() => candidates().count(), patience).toBe(count);
		const sidecar = readFileSync(path.join(editor.workspace, `${file}.provenance.jsonl`), 'utf8');
		expect(sidecar.trimEnd().split('\n')).toHaveLength(2);
	});

	test('one is rejected with a reason, by the keyboard alone', async () => {
		const count = await candidates().count();
		await button(candidates().last(), 'Reject').focus();
		await page.keyboard.press('Enter');
		await page.keyboard.type('sounds made up');
		await page.keyboard.press('Enter');
		await expect.poll(() => candidates().count(), patience).toBe(count - 1);
		await panel.locator('.rejected summary').click();
		await panel.getByRole('region', { name: 'Rejected proposals' }).getByText('sounds made up').waitFor();
		await panel.locator('.rejected summary').click();
	});

	test('a run that is cancelled stops asking, and what waited stays', async () => {
		const count = await candidates().count();
		const sent = server.requests.length;
		server.misbehave(misbehaviours.silent);
		await button(panel.locator('demoscope-panel'), 'Fill sparse…').click();
		await answer('Start');
		await expect.poll(() => server.requests.length, patience).toBeGreaterThan(sent);
		await panel.getByText('Asking the language model').first().waitFor();
		await editor.screenshot('synthesis-running');
		await button(panel.locator('header'), 'Cancel').click();
		await expect.poll(() => server.requests.slice(sent).every(({ isCut }) => isCut), patience).toBe(true);
		await button(panel.locator('demoscope-panel'), 'Fill sparse…').waitFor();
		expect(await candidates().count()).toBe(count);
	});

	test('the accuracy on a validation set is shown with its errors', async () => {
		server.answer = pairReplies(exampleReviews().slice(0, 60));
		await runCommand(page, 'Demoscope: Evaluate on Validation Set…');
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await answer('Start');
		await panel.getByRole('heading', { name: 'Accuracy' }).waitFor(patience);
		await panel.getByText(/\d+ of\s+82 examples?,\s+95 % interval/u).waitFor();
		await panel.locator('.errors summary').click();
		await panel.getByRole('heading', { name: 'Accuracy' }).scrollIntoViewIfNeeded();
		await editor.screenshot('synthesis-accuracy');
	});

	test('what waits is there again after a reload of the window', async () => {
		const texts = (await candidates().locator('.demonstration-text').allInnerTexts()).sort();
		await page.reload();
		await panel.getByRole('heading', { name: file }).waitFor(patience);
		await expect
			.poll(async () => (await candidates().locator('.demonstration-text').allInnerTexts()).sort(), patience)
			.toEqual(texts);
	});

	test.each(Object.keys(themes) as ThemeName[])('candidates can be seen in the theme %s', async theme => {
		await editor.setTheme(theme);
		await editor.waitForPanelIn(theme);
		await candidates().first().scrollIntoViewIfNeeded();
		await editor.screenshot(`synthesis-${theme}`, { width: 1680, height: 1900 });
	});
});

function button(within: Locator, name: string): Locator {
	return within.locator('vscode-button').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`, 'u') });
}
