import { setImmediate } from 'node:timers/promises';
import type * as reader from './readSet';

/**
 * What reads sets in parts that need each other in this order. Loading keeps the thread until all that is imported stands, so
 * that in one piece it would keep the editor from everything else for a while.
 */
const parts: readonly (() => Promise<unknown>)[] = [
	() => import('../demonstrations/formats/yaml/boundedYaml'),
	() => import('../demonstrations/json/jsonTree'),
	() => import('../demonstrations/registry'),
	() => import('../protocol/ledger'),
	() => import('../protocol/analysis'),
	() => import('./settings'),
	() => import('../findings/registry'),
	() => import('../workflows/inspect'),
	() => import('../workflows/analyze'),
];

let loading: Promise<typeof reader> | undefined;

/** The formats, the rules and the way to the numbers, loaded with the first document and not when the editor starts. */
export function loadReader(): Promise<typeof reader> {
	loading ??= load().catch((error: unknown) => {
		loading = undefined;
		throw error;
	});
	return loading;
}

async function load(): Promise<typeof reader> {
	for (const loadPart of parts) {
		await loadPart();
		await setImmediate();
	}
	return await import('./readSet');
}
