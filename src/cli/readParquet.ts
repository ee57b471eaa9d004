import { access } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { UserError, messageOf } from '../base/errors';

/** What the thread tells: a piece of the text, the end, or why there is none. */
export type ParquetMessage =
	| { readonly rows: string }
	| { readonly done: true }
	/** With a code where the message is worded for people. */
	| { readonly failure: string; readonly code?: string };

export interface ReadParquetOptions {
	/** The built `parquetThread.ts`. */
	readonly threadFile: string | URL;
	/** How long a row group may take. */
	readonly patienceMilliseconds?: number;
}

const memoryMegabytes = 2048;

/**
 * The rows of a Parquet file as text, one JSON object a line. They are read in a thread of their own that may not take
 * longer, or more memory, than a file needs: a damaged one can make the reader go round in circles.
 *
 * @throws {UserError} `file.unreadable`, `file.tooLarge`, `file.parquet`: it is damaged, or compressed in an unknown way
 */
export async function readParquet(
	file: string,
	{ threadFile, patienceMilliseconds = 120_000 }: ReadParquetOptions,
): Promise<string> {
	await access(file).catch((error: unknown) => {
		throw new UserError('file.unreadable', `${file} cannot be read: ${messageOf(error)}`, 'input', { cause: error });
	});
	const worker = new Worker(threadFile, {
		workerData: file,
		resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<string>((resolve, reject) => {
			const pieces: string[] = [];
			const wait = (): void => {
				clearTimeout(timer);
				timer = setTimeout(() => reject(damaged(file, 'it takes too long')), patienceMilliseconds);
			};
			wait();
			worker.on('error', error => reject(damaged(file, messageOf(error))));
			worker.on('message', (message: ParquetMessage) => {
				if ('rows' in message) {
					pieces.push(message.rows);
					wait();
				} else if ('done' in message) {
					resolve(pieces.join(''));
				} else {
					const { code, failure } = message;
					reject(code === undefined ? damaged(file, failure) : new UserError(code, failure));
				}
			});
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}

function damaged(file: string, reason: string): UserError {
	return new UserError(
		'file.parquet',
		`${file} cannot be read as Parquet: ${reason.replace(/\.$/, '')}. Check that the file is whole.`,
	);
}
