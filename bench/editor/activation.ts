import * as vscode from 'vscode';
import type { Figures } from './inHost';
import { watchLoop } from './loopWatch';

/** An extension that comes with VS Code and does something comparable: one bundle, a few providers. */
const baseline = 'vscode.emmet';

/** From the call until the extension stands, its code loaded included; the same for one of VS Code's own. */
export async function activation(): Promise<Figures> {
	const other = await activate(baseline);
	const ours = await activate('demoscope.demoscope');
	return {
		'activation, ms': [ours.took],
		'activation, longest block, processor ms': [ours.processor],
		'emmet, ms': [other.took],
		'emmet, longest block, processor ms': [other.processor],
	};
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
