import { analyzeOnOpen, change, closeEditors, demoscope, lastNumber, showSet, waitForSet } from './host';
import type { Figures, Options } from './inHost';

/** Edits before the measured ones: the file was opened some time ago. */
const warmUp = 5;

/** How long the extension waits after an edit for the next one, in ms: no work, so it is taken off. */
export const typingPause = 400;

/** From an edit until its findings stand, without the pause for typing: by the rules alone, and with the probe's reading of what was edited. */
export async function edits({ edits: count = 40, demonstrations = 40 }: Options): Promise<Figures> {
	await demoscope();
	await analyzeOnOpen(false);
	const rules = await measure('rules.jsonl', 'rules', demonstrations, count);
	await analyzeOnOpen(true);
	const probe = await measure('probe.jsonl', 'probe', demonstrations, count);
	return {
		'the edit itself, ms': [...rules.applied, ...probe.applied],
		'edit to findings, rules, ms': rules.times,
		'edit to findings, probe, ms': probe.times,
	};
}

async function measure(
	name: string,
	read: 'rules' | 'probe',
	demonstrations: number,
	count: number,
): Promise<{ readonly times: number[]; readonly applied: number[] }> {
	const document = await showSet(name, demonstrations);
	await waitForSet(document, read);
	const times: number[] = [];
	const applied: number[] = [];
	for (let edit = -warmUp; edit < count; edit++) {
		const line = (edit + warmUp) % demonstrations;
		const { told, took } = await change(document, lastNumber(document, line), String(1000 + edit));
		const found = await waitForSet(document, read === 'rules' ? 'rules' : 'findings');
		await waitForSet(document, read);
		if (edit >= 0) {
			times.push(found - told - typingPause);
			applied.push(took);
		}
	}
	await closeEditors();
	return { times, applied };
}
