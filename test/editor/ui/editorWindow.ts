import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
	extensionFolder,
	openWorkbench,
	projectFolder,
	startServer,
	temporaryWorkspace,
	webview,
} from '../rig/workbench';

/** The looks under which the extension must be usable: the theme's id, and the class the workbench has. */
export const themes = {
	dark: { id: 'Dark Modern', className: 'vs-dark' },
	light: { id: 'Light Modern', className: 'vs' },
	highContrast: { id: 'Default High Contrast', className: 'hc-black' },
	highContrastLight: { id: 'Default High Contrast Light', className: 'hc-light' },
} as const;

export type ThemeName = keyof typeof themes;

export interface WindowSize {
	readonly width: number;
	readonly height: number;
}

/** A VS Code window with the extension and a copy of a folder. */
export interface EditorWindow {
	readonly page: Page;
	/** Folder of the workspace's copy. */
	readonly workspace: string;
	/** Adds to the settings of the workspace, which the window follows at once. */
	readonly addSettings: (settings: Readonly<Record<string, unknown>>) => void;
	/** Sets the colour theme and waits until the workbench shows it. */
	readonly setTheme: (theme: ThemeName) => Promise<void>;
	/** Waits until the panel has this theme. */
	readonly waitForPanelIn: (theme: ThemeName) => Promise<void>;
	/** Writes out/screenshots/NAME.png; of another size of the window, where one is given. */
	readonly screenshot: (name: string, size?: WindowSize) => Promise<void>;
	readonly close: () => Promise<void>;
}

export interface WindowOptions {
	/** Of the window; English where it is not given. */
	readonly language?: string;
	/** Whether the workspace is trusted, as it is where nothing is said. */
	readonly trusts?: boolean;
	/** Settings of the workspace from the beginning. */
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** @param original folder of the project that is copied and opened */
export async function openEditorWindow(original: string, options: WindowOptions = {}): Promise<EditorWindow> {
	const { language, trusts, settings } = options;
	const server = await startServer({ trusts });
	const workspace = temporaryWorkspace(original);
	const end = async () => {
		await server.stop();
		workspace.remove();
	};
	const settingsFile = path.join(workspace.folder, '.vscode', 'settings.json');
	const addSettings = (settings: Readonly<Record<string, unknown>>) => {
		const former = existsSync(settingsFile) ? (JSON.parse(readFileSync(settingsFile, 'utf8')) as object) : {};
		mkdirSync(path.dirname(settingsFile), { recursive: true });
		writeFileSync(settingsFile, JSON.stringify({ ...former, ...settings }));
	};

	if (settings !== undefined) {
		addSettings(settings);
	}
	const opening = openWorkbench(server, { folder: workspace.folder, extension: extensionFolder, language });
	const { page, close } = await opening.catch(async (error: unknown) => {
		await end();
		throw error;
	});

	return {
		page,
		workspace: workspace.folder,
		addSettings,
		async setTheme(theme) {
			addSettings({ 'workbench.colorTheme': themes[theme].id });
			await page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
		},
		async waitForPanelIn(theme) {
			await webview(page).locator(`body[data-vscode-theme-id="${themes[theme].id}"]`).waitFor();
		},
		async screenshot(name, size) {
			const usual = page.viewportSize();
			if (size !== undefined) {
				await page.setViewportSize(size);
			}
			const folder = path.join(projectFolder, 'out', 'screenshots');
			mkdirSync(folder, { recursive: true });
			await page.waitForTimeout(500); // layout and fades come to rest
			await page.screenshot({ path: path.join(folder, `${name}.png`) });
			if (size !== undefined && usual !== null) {
				await page.setViewportSize(usual);
			}
		},
		async close() {
			await close();
			await end();
		},
	};
}
