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
	() => import('zod/mini'),
	() => import('../protocol/analysis'),
	() => import('./settings'),
	() => import('../findings/registry'),
	() => import('../workflows/inspect'),
	() => import('../workflows/analyze'),
];

/** The formats, the rules and the way to the numbers, loaded with the first document and not when the editor starts. */
export async function loadReader(): Promise<typeof reader> {
	for (const load of parts) {
		await load();
		await setImmediate();
	}
	return await import('./readSet');
}
