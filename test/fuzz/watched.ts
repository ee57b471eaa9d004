import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { SourceDocument } from '../../src/demonstrations/format';
import { detectFormat, formats } from '../../src/demonstrations/registry';
import { complaintsAbout } from './checks';
import { mutation } from './mutations';

interface Job {
	readonly folder: string;
	readonly seed: number;
	readonly first: number;
	readonly count: number;
	/** Where the number of the input in work is written, for the watchdog. */
	readonly current: Int32Array;
}

const { folder, seed, first, count, current } = workerData as Job;
const files: readonly SourceDocument[] = readdirSync(folder)
	.toSorted()
	.map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const usual = new Map(files.map(file => [file.name, detectFormat(file)]));

let recognised = 0;
for (let index = first; index < first + count; index++) {
	Atomics.store(current, 0, index);
	const document = mutation(files, seed, index);
	try {
		const detected = detectFormat(document);
		recognised += detected === undefined ? 0 : 1;
		const readers = new Set([detected, usual.get(document.name), formats[index % formats.length]]);
		for (const format of readers) {
			for (const complaint of format === undefined ? [] : complaintsAbout(document, format)) {
				parentPort?.postMessage({ index, name: document.name, complaint: `${format?.id}: ${complaint}` });
			}
		}
	} catch (error) {
		const complaint = error instanceof Error ? (error.stack ?? error.message) : String(error);
		parentPort?.postMessage({ index, name: document.name, complaint });
	}
}
parentPort?.postMessage({ recognised });
