import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { UserError } from '../base/errors';
import type { Format } from '../demonstrations/format';
import { detectFormat, formatById } from '../demonstrations/registry';
import type { MeasureWishes } from '../workflows/inspect';
import type { Inspection } from '../workflows/inspection';
import { inspectParts } from '../workflows/inspectParts';
import { inputFor, type DocumentOptions } from './documentOptions';

/** Larger files are read in parts, where their format allows it. */
const largestWholeBytes = 16 * 1024 * 1024;

/** How much of a file is looked at to recognise its format. */
const sampleBytes = 256 * 1024;

/** A file that is read in parts. */
export interface LargeFile {
	readonly file: string;
	readonly format: Format;
	/** From the first on, at each call. */
	readonly parts: () => AsyncIterable<Inspection>;
	readonly wishes: MeasureWishes;
}

/**
 * Opens a file that is better read in parts; nothing for others.
 *
 * @throws {UserError} `usage.task`, and what the configuration throws; while the parts are read also `file.encoding`
 */
export async function openLargeFile(file: string, options: DocumentOptions): Promise<LargeFile | undefined> {
	const size = await stat(file).then(
		status => status.size,
		() => 0,
	);
	if (size <= largestWholeBytes) {
		return undefined;
	}
	const beginning = await beginningOf(file);
	const label = encodingLabel(beginning);
	const sample = new TextDecoder(label, { ignoreBOM: true }).decode(beginning);
	const document = { name: file, text: sample.slice(0, sample.lastIndexOf('\n') + 1) };
	const input = await inputFor(file, options);
	const format = input.format === undefined ? detectFormat(document) : formatById(input.format);
	const cut = format?.partsOf?.(document);
	if (format === undefined || cut === undefined) {
		return undefined;
	}
	const parts = () => inspectParts(textOf(file, label), cut, { ...input, document, format: format.id });
	return { file, format, parts, wishes: input.wishes ?? {} };
}

async function beginningOf(file: string): Promise<Buffer> {
	const handle = await open(file);
	try {
		const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(sampleBytes) });
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

function encodingLabel(beginning: Buffer): string {
	const mark = beginning.subarray(0, 2).toString('hex');
	return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
}

async function* textOf(file: string, label: string): AsyncGenerator<string> {
	const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
	try {
		for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) {
			yield decoder.decode(bytes as Buffer, { stream: true });
		}
		yield decoder.decode();
	} catch (error) {
		throw error instanceof TypeError
			? new UserError('file.encoding', `${file} is not UTF-8. Convert it and try again.`, 'input', { cause: error })
			: error;
	}
}
