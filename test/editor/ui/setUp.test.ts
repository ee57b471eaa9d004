import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { runCommand } from '../rig/workbench';
import { openEditorWindow } from './editorWindow';
import type { EditorWindow } from './editorWindow';

/** Each test goes on where the one before it stopped, as a new user would. */
describe('a new user is shown around', { timeout: 600_000 }, () => {
	let editor: EditorWindow;
	let page: Page;

	beforeAll(async () => {
		editor = await openEditorWindow('test/editor/workspace');
		({ page } = editor);
		page.setDefaultTimeout(150_000);
		return editor.close; // called at the end
	});

	const step = (title: string) => page.locator('.getting-started-step', { hasText: title });

	test('the walkthrough has its steps, none of them done', async () => {
		await runCommand(page, 'Demoscope: Open Walkthrough');
		await page.getByText('Get Started with Demoscope').first().waitFor();
		for (const title of [
			'Open a set',
			'Read the findings',
			'Say what the task is',
			'Choose what reads',
			'Choose a language model',
			'Fill a sparse region',
		]) {
			await step(title).waitFor();
		}
		await editor.screenshot('walkthrough');
	});

	test('trying the example completes the first step, and opening the panel the second', async () => {
		await runCommand(page, 'Demoscope: Open Example Set');
		await page.locator('.codelens-decoration', { hasText: /12 demonstrations/u }).waitFor();
		await page.locator('.squiggly-warning').first().waitFor();
		await editor.screenshot('walkthrough-example');
		await runCommand(page, 'Demoscope: Open Panel');
		await runCommand(page, 'Demoscope: Open Walkthrough');
		await step('Open a set').locator('.complete.codicon').waitFor();
		await step('Read the findings').locator('.complete.codicon').waitFor();
		await step('Choose a language model').locator('.codicon:not(.complete)').first().waitFor();
		await editor.screenshot('walkthrough-completed');
	});

	test('the settings stand in groups, with their links', async () => {
		await runCommand(page, 'Preferences: Open Settings (UI)');
		await page.keyboard.type('@ext:demoscope.demoscope');
		await page.locator('.setting-item-contents', { hasText: 'Analyze On Open' }).waitFor();
		await editor.screenshot('settings');
	});
});
