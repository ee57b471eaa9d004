import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { misbehaviours, startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { seededRandom } from '../../../src/base/random';
import { message, openFile, pick, runCommand, webview, write } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

const large = 'large.jsonl';
/** The probe reads on a busy machine. */
const patience = { timeout: 150_000 };

/** Each test goes on where the one before it stopped. */
describe('what takes long says how far it is, and can be cancelled', { timeout: 300_000 }, () => {
	let editor: EditorWindow;
	let page: Page;
	let server: LanguageModelServer;

	beforeAll(async () => {
		server = await startLanguageModel();
		editor = await openEditorWindow('examples');
		({ page } = editor);
		page.setDefaultTimeout(60_000);
		writeFileSync(path.join(editor.workspace, large), manyLines(1000));
		writeFileSync(path.join(editor.workspace, 'pools', 'many.jsonl'), manyLines(5000));
		await openFile(page, 'sentiment.jsonl');
		await codeLens(/24 demonstrations · diversity/u).waitFor(patience);
		await runCommand(page, 'Demoscope: Choose LLM…');
		await pick(page, 'Other address…', 'Other');
		await write(page, 'Address of an OpenAI-compatible Endpoint', server.address);
		await pick(page, 'local');
		await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
		return async () => {
			await editor.close();
			await server.close();
		};
	});

	const codeLens = (text: string | RegExp) => page.locator('.codelens-decoration', { hasText: text });
	const idle = () => page.locator('.statusbar-item .codicon-sync').waitFor({ state: 'detached' });

	/** The message of what is under way; it is cancelled there, and goes. */
	const cancelIn = async (text: RegExp, picture: string) => {
		const shown = await message(page, text, 60_000);
		await editor.screenshot(`progress-${picture}`);
		await shown.getByText('Cancel', { exact: true }).click();
		await shown.waitFor({ state: 'detached' });
	};

	test('reading a large file: in the line over it, in the status bar and in the panel', async () => {
		await openFile(page, large);
		await runCommand(page, 'Demoscope: Open Panel');
		await codeLens(/Reading demonstrations \d+\/1,000…/u).waitFor(patience);
		await page.locator('.statusbar-item .codicon-sync').waitFor();
		await webview(page)
			.getByText(/\d+ of 1,000/u)
			.first()
			.waitFor();
		await editor.screenshot('progress-reading');
		await codeLens('Cancel').getByText('Cancel', { exact: true }).click();
		await codeLens(/1,000 demonstrations · not measured yet/u).waitFor();
		await idle();
	});

	test('picking the best of it', async () => {
		await runCommand(page, 'Demoscope: Pick Best k…');
		await write(page, 'Pick Best k', '10');
		await cancelIn(/Reading demonstrations/u, 'pick');
	});

	test('suggesting from a pool', async () => {
		await openFile(page, 'sentiment.jsonl');
		await codeLens(/24 demonstrations · diversity/u).waitFor(patience);
		await runCommand(page, 'Demoscope: Suggest from Pool…');
		await pick(page, 'many.jsonl', 'many', 60_000);
		await cancelIn(/Reading the pool/u, 'suggest');
		await webview(page).locator('vscode-button', { hasText: 'Analyze' }).waitFor();
	});

	test('evaluating with a language model', async () => {
		const sent = server.requests.length;
		server.misbehave(misbehaviours.silent); // the first of many; the others are answered
		await runCommand(page, 'Demoscope: Evaluate on Validation Set…');
		await pick(page, 'reviews.jsonl', 'reviews', 60_000);
		await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Send' }).click();
		await expect.poll(() => server.requests.length, patience).toBeGreaterThan(sent);
		await cancelIn(/Asking the language model/u, 'evaluate');
		await expect.poll(() => server.requests[sent]?.isCut, patience).toBe(true);
	});
});

/** Texts that are all different. */
function manyLines(count: number): string {
	const random = seededRandom(count);
	const words = 'river stone paper light window garden bridge story winter coffee market train silver music'.split(' ');
	const text = () => Array.from({ length: 20 }, () => words[Math.floor(random() * words.length)]).join(' ');
	return Array.from({ length: count }, () => `${JSON.stringify({ text: text(), label: 'positive' })}\n`).join('');
}
