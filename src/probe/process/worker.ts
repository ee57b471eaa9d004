import { connect } from '../../base/rpc';
import { rendererOf } from '../chatTemplate';
import { openCheckpoint } from '../checkpoint/checkpoint';
import { sketchDimension } from '../onnx/projections';
import { readRequests, type RequestReader } from '../reading/readRequests';
import { createTokenizer } from '../tokenizer/tokenizer';
import { createLocalRunner, defaultThreads } from './localRunner';
import type { ProbeListener, ProbeWorker } from './protocol';

/** Tokens, padding included. Larger batches gain nothing measurable (bench/probe) and take longer to cancel. */
const TOKENS_PER_BATCH = 512;

const jobs = new Map<number, AbortController>();
let reader: RequestReader | undefined;

const worker: ProbeWorker = {
	async open({ checkpoint: folder, threads }) {
		const checkpoint = await openCheckpoint(folder);
		const { id, revision, parameters, config } = checkpoint;
		reader = {
			render: rendererOf(checkpoint),
			tokenizer: createTokenizer(checkpoint.tokenizer),
			window: config.window,
			tokensPerBatch: TOKENS_PER_BATCH,
			runner: createLocalRunner(checkpoint, threads ?? defaultThreads()),
		};
		return { id, revision, parameters, provider: 'cpu', window: config.window, sketchDimension };
	},
	async read(job, requests) {
		if (reader === undefined) {
			throw new Error('the probe was not opened');
		}
		const controller = new AbortController();
		jobs.set(job, controller);
		try {
			for await (const readings of readRequests(requests, reader, controller.signal)) {
				// Failing to be told is the listener's own concern: it has its job fail.
				listener.readings(job, readings).catch(() => undefined);
			}
		} finally {
			jobs.delete(job);
		}
	},
	cancel(job) {
		jobs.get(job)?.abort();
		return Promise.resolve();
	},
};

const listener = connect<ProbeListener, ProbeWorker>(
	{
		send: message => {
			if (process.connected) {
				process.send?.(message);
			}
		},
		onMessage: receive => process.on('message', receive),
		onClose: closed => process.on('disconnect', () => closed('The process that used the probe is gone.')),
	},
	worker,
);

process.on('disconnect', () => process.exit());
