import { parentPort, workerData } from 'node:worker_threads';
import { UserError, messageOf } from '../base/errors';
import { parquetRows } from './parquetRows';
import type { ParquetMessage } from './readParquet';

/** Entry of the thread that reads one Parquet file and ends. */
if (parentPort === null) {
	throw new Error('this file runs as a worker thread only');
}
const port = parentPort;
const tell = (message: ParquetMessage): void => port.postMessage(message);
try {
	for await (const rows of parquetRows(workerData as string)) {
		tell({ rows });
	}
	tell({ done: true });
} catch (error) {
	tell({ failure: messageOf(error), ...(UserError.is(error) && { code: error.code }) });
}
