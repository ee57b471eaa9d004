import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { analyzeOnOpen, change, demoscope, lastNumber, showSet, waitForSet } from './host';
import type { Figures, Options } from './inHost';

/** Demonstrations of the file that is edited. */
const demonstrations = 40;

/** Edits that come without a pause. */
const burst = 3;

/** Shares of the time after which memory is looked at; what is loaded and remembered before the first is no growth. */
const marks = [0.05, 0.25, 0.5, 0.75, 1];

/** What V8's `gc` takes. */
interface GarbageCollection {
	readonly type: 'major';
	readonly execution: 'sync';
	readonly flavor: 'last-resort';
}

/**
 * Someone who types for an hour, without longer pauses: edits come in bursts, and after each the probe reads. The panel is
 * open all the while.
 */
export async function memory({ minutes = 60 }: Options): Promise<Figures> {
	const api = await demoscope();
	await analyzeOnOpen(true);
	const document = await showSet('typed.jsonl', demonstrations);
	await waitForSet(document, 'probe');
	await vscode.commands.executeCommand('demoscope.openPanel');
	await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
	const heap: number[] = [];
	const buffers: number[] = [];
	const resident: number[] = [];
	const returned: number[] = [];
	const probe: number[] = [];
	const edits: number[] = [];
	const started = performance.now();
	for (let edit = 1; edits.length < marks.length; edit++) {
		await change(document, lastNumber(document, edit % demonstrations), String(1000 + (edit % 9000)));
		if (edit % burst !== 0) {
			continue;
		}
		await waitForSet(document, 'probe');
		if (performance.now() - started >= (marks[edits.length] ?? 0) * minutes * 60_000) {
			collectGarbage();
			edits.push(edit);
			const used = process.memoryUsage();
			heap.push(mebibytes(used.heapUsed));
			buffers.push(mebibytes(used.arrayBuffers));
			resident.push(mebibytes(used.rss));
			returnFreePages();
			returned.push(mebibytes(process.memoryUsage().rss));
			probe.push(await residentOf(await api.probeProcessId()));
			console.log(
				`${edit} edits: heap ${heap.at(-1)?.toFixed(1)} MiB, array buffers ${buffers.at(-1)?.toFixed(1)} MiB, resident ${resident.at(-1)?.toFixed(0)} MiB, without V8's free pages ${returned.at(-1)?.toFixed(0)} MiB`,
			);
		}
	}
	return {
		'after edits': edits,
		'extension host, heap, MiB': heap,
		'extension host, array buffers, MiB': buffers,
		'extension host, resident, MiB': resident,
		'the same without free pages of V8, MiB': returned,
		'probe, resident, MiB': probe,
	};
}

/** All of it, as often as objects that others held until then go too. */
function collectGarbage(): void {
	const collect = collector();
	collect();
	collect();
}

/** As V8 does when memory is short: the young generation keeps up to 100 MiB of pages for objects to come. */
function returnFreePages(): void {
	collector()({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

function collector(): (options?: GarbageCollection) => void {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc') as (options?: GarbageCollection) => void;
}

/** @returns MiB; NaN where the system does not say, or there is no process */
async function residentOf(pid: number | undefined): Promise<number> {
	const status = pid === undefined ? '' : await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const kibibytes = /^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1];
	return Number(kibibytes ?? Number.NaN) / 1024;
}

function mebibytes(bytes: number): number {
	return bytes / 1024 / 1024;
}
