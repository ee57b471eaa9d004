import * as vscode from 'vscode';
import type { Figures } from './inHost';
import { watchLoop } from './loopWatch';

/** Ours between extensions that come with VS Code, from small to large: what only the first pays for is not ours. */
const names = ['references-view', 'demoscope', 'npm', 'ipynb'];

/** VS Code's own record of what its extension host did when. */
declare global {
	var MonacoPerformanceMarks: {
		getMarks(): readonly { readonly name: string; readonly startTime: number }[];
	};
}

/**
 * What it takes until the extension stands, by VS Code's own count: its code loaded and `activate` called, which is what
 * *Show Running Extensions* tells. Beside it the whole time from the call, most of which VS Code waits for itself between the
 * two. The same for some of VS Code's own.
 */
export async function activation(): Promise<Figures> {
	const figures: Record<string, number[]> = {};
	for (const name of names) {
		const { loaded, called, took, processor } = await activate(
			name === 'demoscope' ? 'demoscope.demoscope' : `vscode.${name}`,
		);
		figures[`${name}: loaded and activated, ms`] = [loaded + called];
		figures[`${name}: loaded, ms`] = [loaded];
		figures[`${name}: from the call until it stands, ms`] = [took];
		figures[`${name}: longest block, processor ms`] = [processor];
	}
	return figures;
}

async function activate(id: string): Promise<{
	readonly loaded: number;
	readonly called: number;
	readonly took: number;
	readonly processor: number;
}> {
	const extension = vscode.extensions.getExtension(id);
	if (extension === undefined || extension.isActive) {
		throw new Error(`${id} is ${extension === undefined ? 'not there' : 'active already'}`);
	}
	const stop = watchLoop();
	const started = performance.now();
	await extension.activate();
	const took = performance.now() - started;
	return {
		loaded: between(`willLoadExtensionCode/${id}`, `didLoadExtensionCode/${id}`),
		called: between(`willActivateExtension/${id}`, `didActivateExtension/${id}`),
		took,
		processor: stop().processor,
	};
}

/** Milliseconds from one mark to the other. */
function between(first: string, second: string): number {
	const at = (name: string): number =>
		globalThis.MonacoPerformanceMarks.getMarks().find(mark => mark.name === `code/extHost/${name}`)?.startTime ??
		Number.NaN;
	return at(second) - at(first);
}
