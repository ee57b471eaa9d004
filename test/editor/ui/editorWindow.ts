import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
	extensionFolder,
	openWorkbench,
	pick,
	projectFolder,
	runCommand,
	startServer,
	temporaryWorkspace,
} from '../rig/workbench';

/** The looks under which the extension must be usable: the theme's id and label, and the class the workbench has. */
export const themes = {
	dark: { id: 'Dark Modern', label: 'Dark Modern', className: 'vs-dark' },
	light: { id: 'Light Modern', label: 'Light Modern', className: 'vs' },
	highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', className: 'hc-black' },
	highContrastLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', className: 'hc-light' },
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
	/** Sets the colour theme and waits until the workbench shows it. */
	readonly setTheme: (theme: ThemeName) => Promise<void>;
	/** Writes out/screenshots/NAME.png; of another size of the window, where one is given. */
	readonly screenshot: (name: string, size?: WindowSize) => Promise<void>;
	readonly close: () => Promise<void>;
}

/** @param original folder of the project that is copied and opened */
export async function openEditorWindow(original: string): Promise<EditorWindow> {
	const server = await startServer();
	const workspace = temporaryWorkspace(original);
	const end = async () => {
		await server.stop();
		workspace.remove();
	};
	const { page, close } = await openWorkbench(server, { folder: workspace.folder, extension: extensionFolder }).catch(
		async (error: unknown) => {
			await end();
			throw error;
		},
	);

	return {
		page,
		workspace: workspace.folder,
		async setTheme(theme) {
			await runCommand(page, 'Preferences: Color Theme');
			await pick(page, themes[theme].label);
			await page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
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
