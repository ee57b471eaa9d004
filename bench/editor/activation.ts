import * as vscode from 'vscode';
import type { Figures } from './inHost';
import { watchLoop } from './loopWatch';

/** Ours between extensions that come with VS Code, from small to large: what only the first pays for is not ours. */
const names = ['references-view', 'demoscope', 'npm', 'ipynb'];

/** From the call until the extension stands, its code loaded included; the same for some of VS Code's own. */
export async function activation(): Promise<Figures> {
	const figures: Record<string, number[]> = {};
	for (const name of names) {
		const { took, processor } = await activate(name === 'demoscope' ? 'demoscope.demoscope' : `vscode.${name}`);
		figures[`${name}: ms`] = [took];
		figures[`${name}: longest block, processor ms`] = [processor];
	}
	return figures;
}

async function activate(id: string): Promise<{ readonly took: number; readonly processor: number }> {
	const extension = vscode.extensions.getExtension(id);
	if (extension === undefined || extension.isActive) {
		throw new Error(`${id} is ${extension === undefined ? 'not there' : 'active already'}`);
	}
	const stop = watchLoop();
	const started = performance.now();
	await extension.activate();
	const took = performance.now() - started;
	return { took, processor: stop().processor };
}
