import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { UserError } from '../base/errors';
import type { ProviderSetting } from '../probe/provider';
import type { CommandContext } from './commandContext';
import { parseCount } from './counts';
import { providerOption } from './providerOption';

interface ServeOptions {
	readonly probe?: string;
	readonly provider: ProviderSetting;
	readonly host: string;
	readonly port: number;
	readonly tokenFile?: string;
	readonly maxBatchTokens?: number;
	readonly queue: number;
	readonly processes: number;
	readonly threads?: number;
	readonly verbose: boolean;
}

/** A token is a line; whatever is longer is another file. */
const longestTokenFile = 4096;

export function addServe(program: Command, { root, version, signal }: CommandContext): void {
	program
		.command('serve')
		.description('serves a probe to other machines, over the Open Inference Protocol v2')
		.option('--probe <folder>', 'checkpoint folder; the built-in probe unless given')
		.addOption(providerOption())
		.option('--host <address>', 'address to listen on; one that others reach needs a token', '127.0.0.1')
		.option('--port <number>', 'port to listen on; 0 for one that is free', parsePort, 8470)
		.option('--token-file <file>', 'file that holds the token which every request must then carry')
		.option('--max-batch-tokens <number>', 'tokens of a batch, with padding; 512 on a CPU, else 4096', parseCount)
		.option(
			'--queue <number>',
			'requests at a time, waiting ones included; further ones are answered 503',
			parseCount,
			128,
		)
		.option('--processes <number>', 'inference processes, each with the whole probe', parseCount, 1)
		.option('--threads <number>', 'threads of each process', parseCount)
		.option('--verbose', 'log requests for health and metadata too', false)
		.action(async ({ probe, tokenFile, verbose, ...options }: ServeOptions) => {
			const { startService } = await import('../service/startService');
			const token = tokenFile === undefined ? undefined : await readToken(tokenFile);
			const service = await startService({
				...options,
				...(token === undefined ? {} : { token }),
				workerFile: path.join(root, 'dist', 'probeWorker.js'),
				checkpoint: path.resolve(probe ?? path.join(root, 'media', 'probe')),
				version,
				log: { level: verbose ? 'debug' : 'info', stream: process.stderr },
			});
			const ending = new Promise<void>(resolve => {
				process.once('SIGTERM', () => resolve());
				signal.addEventListener('abort', () => resolve(), { once: true });
			});
			if (signal.aborted) {
				await service.stop();
				return;
			}
			await ending;
			// Whoever asks twice does not want to wait.
			for (const again of ['SIGTERM', 'SIGINT'] as const) {
				process.once(again, () => void service.stop());
			}
			await service.drain();
		});
}

async function readToken(file: string): Promise<string> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch {
		throw new UserError('service.token', `The token file ${file} cannot be read.`, 'usage');
	}
	if (text.length > longestTokenFile) {
		throw new UserError('service.token', `${file} is too long to hold a token alone.`, 'usage');
	}
	return text.trim();
}

function parsePort(text: string): number {
	const port = Number(text);
	if (!/^\d+$/u.test(text) || port > 65_535) {
		throw new InvalidArgumentError('It is a number from 0 to 65535.');
	}
	return port;
}
