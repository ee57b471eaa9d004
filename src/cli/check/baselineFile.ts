import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readBaseline, writeBaseline, type Baseline, type BaselineSet } from '../../configuration/baseline';
import { readDocument, replaceFile } from '../documents';

/** @throws {UserError} `baseline.invalid`, and what reading a file throws */
export async function loadBaseline(
	file: string,
	{ mayBeMissing }: { readonly mayBeMissing: boolean },
): Promise<Baseline | undefined> {
	const isThere = await stat(file).then(
		() => true,
		() => false,
	);
	return !isThere && mayBeMissing ? undefined : readBaseline(file, (await readDocument(file)).text);
}

/** Writes what was measured now, and keeps what the baseline says of other files. */
export async function saveBaseline(
	file: string,
	former: Baseline | undefined,
	measured: readonly BaselineSet[],
): Promise<void> {
	const names = new Set(measured.map(set => set.file));
	const others = former?.sets.filter(set => !names.has(set.file)) ?? [];
	await replaceFile(file, writeBaseline({ version: 1, sets: [...others, ...measured] }));
}

/** How a baseline names a file: relative to its own folder, so that it holds wherever the project lies. */
export function fileInBaseline(baseline: string, file: string): string {
	return path
		.relative(path.dirname(path.resolve(baseline)), path.resolve(file))
		.split(path.sep)
		.join('/');
}
