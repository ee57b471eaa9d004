import path from 'node:path';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import { projectFolder, webview } from '../rig/workbench';
import type { PageAudit, ShownText, TabStop } from './pageFindings';

/** The checks of `page/checks.ts`, run inside the panel's page. They are put there again when the page was reloaded. */
export interface PageChecks {
	readonly audit: () => Promise<PageAudit>;
	/** Notes what has the focus; false where that is outside the page. */
	readonly noteStop: () => Promise<boolean>;
	readonly notedStops: () => Promise<readonly TabStop[]>;
	readonly layoutFaults: () => Promise<readonly string[]>;
	/** Opens whatever is folded and shows whatever is scrolled away, or takes that back. */
	readonly unfold: (isOpen: boolean) => Promise<void>;
	readonly directions: (selector: string) => Promise<readonly ShownText[]>;
	/** Width of the page in CSS pixels. */
	readonly width: () => Promise<number>;
}

export async function pageChecks(page: Page): Promise<PageChecks> {
	const bundle = await build({
		entryPoints: [path.join(projectFolder, 'test/editor/ui/page/checks.ts')],
		bundle: true,
		write: false,
		format: 'iife',
		globalName: 'demoscopeChecks',
		target: 'es2022',
		logLevel: 'warning',
	});
	const source = bundle.outputFiles[0]?.text ?? '';
	// The page's policy forbids scripts; what the debugger evaluates is none.
	const inPage = async <T>(call: string): Promise<T> => {
		const frame = await frameOf(page);
		if (!(await frame.evaluate<boolean>('"demoscopeChecks" in globalThis'))) {
			await frame.evaluate(`${source};globalThis.demoscopeChecks = demoscopeChecks;`);
		}
		return await frame.evaluate<T>(`demoscopeChecks.${call}`);
	};
	return {
		audit: () => inPage('audit()'),
		noteStop: () => inPage('noteStop()'),
		notedStops: () => inPage('notedStops()'),
		layoutFaults: () => inPage('layoutFaults()'),
		unfold: isOpen => inPage(`unfold(${isOpen})`),
		directions: selector => inPage(`directions(${JSON.stringify(selector)})`),
		width: async () => (await frameOf(page)).evaluate<number>('innerWidth'),
	};
}

async function frameOf(page: Page): Promise<Frame> {
	const body = await webview(page).locator('body').elementHandle();
	const frame = await body.ownerFrame();
	if (frame === null) {
		throw new Error('the panel has no page');
	}
	return frame;
}
