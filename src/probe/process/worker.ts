import * as l10n from '@vscode/l10n';
import { connect } from '../../base/rpc';
import { rendererOf } from '../chatTemplate';
import { openCheckpoint } from '../checkpoint/checkpoint';
import { readTaskHead, readTruth } from '../checkpoint/truthFile';
import { sketchDimension } from '../onnx/projections';
import { tokensPerBatch, type BatchRunner } from '../reading/batch';
import { encodeRequest, scoredTexts } from '../reading/encodeRequest';
import { readRequests, type RequestReader } from '../reading/readRequests';
import { createTokenizer } from '../tokenizer/tokenizer';
import { defaultThreads } from './localRunner';
import { openRunner } from './openRunner';
import type { ProbeListener, ProbeWorker } from './protocol';
import { Turns } from './turns';

const [translation] = process.argv.slice(2);
if (translation !== undefined) {
	l10n.config({ fsPath: translation });
}

const jobs = new Map<number, AbortController>();
const turns = new Turns();
let reader: RequestReader | undefined;

const worker: ProbeWorker = {
	async open({ checkpoint: folder, threads = defaultThreads(), provider: setting = 'cpu' }) {
		const checkpoint = await openCheckpoint(folder);
		const { id, revision, parameters, config } = checkpoint;
		const { runner, provider } = await openRunner(checkpoint, {
			threads,
			provider: setting,
			onRefusal: refusal => void listener.refused(refusal).catch(() => undefined),
		});
		reader = {
			render: rendererOf(checkpoint),
			tokenizer: createTokenizer(checkpoint.tokenizer),
			window: config.window,
			tokensPerBatch,
			runner,
		};
		const truth = await readTruth(folder, revision);
		const taskHead = await readTaskHead(folder, revision, config.hiddenSize);
		return {
			id,
			revision,
			parameters,
			provider,
			window: config.window,
			sketchDimension,
			...(truth === undefined ? {} : { truth }),
			...(taskHead === undefined ? {} : { taskHead }),
		};
	},
	encode(requests) {
		const { tokenizer, window, render } = opened();
		return Promise.resolve(requests.map(request => encodeRequest(request, tokenizer, window, render)));
	},
	tokenTexts(request) {
		const { tokenizer, window, render } = opened();
		return Promise.resolve(scoredTexts(request, tokenizer, window, render));
	},
	async read(job, requests, priority) {
		const { runner, ...rest } = opened();
		const controller = new AbortController();
		const { signal } = controller;
		const inTurn: BatchRunner = {
			run: (batch, gradient) =>
				turns.run(priority, () => {
					signal.throwIfAborted();
					return runner.run(batch, gradient);
				}),
		};
		jobs.set(job, controller);
		try {
			for await (const readings of readRequests(requests, { ...rest, runner: inTurn }, signal)) {
				// Failing to be told is the listener's own concern: it has its job fail.
				listener.readings(job, readings).catch(() => undefined);
			}
		} finally {
			jobs.delete(job);
		}
	},
	run(batch, gradient) {
		const { runner } = opened();
		return turns.run(0, () => runner.run(batch, gradient));
	},
	cancel(job) {
		jobs.get(job)?.abort();
		return Promise.resolve();
	},
};

function opened(): RequestReader {
	if (reader === undefined) {
		throw new Error('the probe was not opened');
	}
	return reader;
}

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
