/** A window for pictures: the examples in a real VS Code, with nothing around them that has nothing to do with them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
	extensionFolder,
	openWorkbench,
	startServer,
	temporaryWorkspace,
	webview,
} from '../../test/editor/rig/workbench.ts';

export const themes = {
	dark: { id: 'Dark Modern', className: 'vs-dark' },
	light: { id: 'Light Modern', className: 'vs' },
};

const calm = {
	'workbench.activityBar.location': 'hidden',
	'workbench.layoutControl.enabled': false,
	'workbench.editor.showTabs': 'multiple',
	'workbench.editor.editorActionsLocation': 'hidden',
	'window.menuBarVisibility': 'hidden',
	'window.commandCenter': false,
	'window.title': '${activeEditorShort}',
	'breadcrumbs.enabled': false,
	'editor.minimap.enabled': false,
	'editor.scrollBeyondLastLine': false,
	'editor.fontSize': 13,
	'editor.renderLineHighlight': 'none',
	'editor.cursorBlinking': 'solid',
	'editor.occurrencesHighlight': 'off',
	'problems.showCurrentInStatus': false,
	'git.enabled': false,
};

/** Milliseconds in which what is waited for must have come: on a busy machine VS Code alone takes minutes. */
const patience = 300_000;

/** Within this time the window shows what its settings say, in ms. */
const lookMilliseconds = 4000;

/**
 * @param {keyof typeof themes} theme
 * @param {{ width: number, height: number, scale: number }} view
 */
export async function openExamples(theme, view) {
	const workspace = temporaryWorkspace('examples');
	mkdirSync(path.join(workspace.folder, '.vscode'));
	const writeSettings = settings =>
		writeFileSync(path.join(workspace.folder, '.vscode', 'settings.json'), JSON.stringify(settings));
	writeSettings(calm);
	const server = await startServer();
	const end = async () => {
		await server.stop();
		workspace.remove();
	};
	try {
		const { page, close } = await openWorkbench(server, { folder: workspace.folder, extension: extensionFolder, view });
		page.setDefaultTimeout(patience);
		// A window may read the theme before it can show it, and then needs a change; it may not watch its settings yet either.
		const { id, className } = themes[theme];
		const shown = page.locator(`.monaco-workbench.${className}`);
		while (!(await shown.isVisible())) {
			writeSettings(calm);
			await page.waitForTimeout(lookMilliseconds);
			writeSettings({ ...calm, 'workbench.colorTheme': id });
			await page.waitForTimeout(lookMilliseconds);
		}
		return {
			page,
			panel: webview(page),
			workspace: workspace.folder,
			close: async () => {
				await close();
				await end();
			},
		};
	} catch (error) {
		await end();
		throw error;
	}
}

/** The scores above the set. */
export function codeLens(page, text) {
	return page.locator('.codelens-decoration', { hasText: text });
}

/** A line of the editor that holds the text. */
export function line(page, text) {
	return page.locator('.editor-instance .view-line').filter({ hasText: text }).first();
}

/** A button of the panel by all of its label. */
export function button(within, name) {
	return within.locator('vscode-button').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`, 'u') });
}

/** Opens a file by the explorer, and closes that: fewer things can be late than in a list that is typed into. */
export async function openFromExplorer(page, name) {
	await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first().dblclick();
	await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
	await page.keyboard.press('Control+B');
	await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

/** Opens the panel by the line above the set. */
export async function openPanel(page, panel) {
	await codeLens(page, /\d+ demonstrations · diversity \d/u)
		.getByText(/diversity/u)
		.first()
		.click();
	await panel.getByRole('heading', { name: 'Map' }).waitFor();
}

/** Takes a file from the list of pools that is open. Clicked once: a second click would be another's. */
export async function pickPool(page, name) {
	await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: name }).first().click();
}

/** Puts the pointer on a line of the editor. Playwright's own way scrolls the window first, as a line is wider than the editor. */
export async function pointAt(page, line) {
	const box = await line.boundingBox();
	await page.mouse.move(box.x + 200, box.y + box.height / 2);
}

/** Scrolls the panel's page, and that alone: `scrollIntoView` goes on in the windows around it. */
export async function scrollPanelTo(locator) {
	await locator.evaluate(element => {
		const view = element.ownerDocument.defaultView;
		view.scrollBy({ top: element.getBoundingClientRect().top, behavior: 'instant' });
	});
}
