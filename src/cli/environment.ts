import os from 'node:os';
import path from 'node:path';
import { nullLogger, type Logger } from '../base/logger';
import { cachedProbe } from '../probe/cache/cachedProbe';
import { DiskCache } from '../probe/cache/diskCache';
import { startProbe, type ProcessProbe } from '../probe/process/client';
import type { ProbeModel } from '../probe/probeModel';
import type { ProviderSetting } from '../probe/provider';
import { remoteProbe } from '../probe/remote/remoteProbe';
import { serviceAddresses } from '../probe/remote/serviceAddress';
import { directMeasurer } from '../workflows/measure';
import type { Services } from '../workflows/services';
import type { OpenSpill } from '../workflows/stream/spilledRows';
import type { Unfinished } from '../workflows/stream/unfinished';
import { spillInto, temporarySpill } from './spillFile';
import { UnfinishedRuns } from './unfinishedRuns';

export interface EnvironmentOptions {
	/** Folder of the checkpoint; the built-in probe where it is not given. */
	readonly probe?: string;
	readonly provider: ProviderSetting;
	/** Addresses of the services that read with this checkpoint, separated by commas; else it runs here. */
	readonly service?: string | undefined;
	readonly cache: boolean;
	readonly verbose: boolean;
}

/** The services, and what streams need. */
export interface CommandServices extends Services {
	/** The probe without its cache. */
	readonly direct: ProbeModel;
	/** Not where nothing is to be kept. */
	readonly unfinished: Unfinished | undefined;
	/** Rows that do not fit into memory: in a file, which stays for the next run where anything is kept. */
	readonly openSpill: OpenSpill;
}

const cacheBytes = 1024 * 1024 * 1024;

/** Runs a command with its services and ends the probe's process whatever happens. */
export async function withServices<T>(
	root: string,
	options: EnvironmentOptions,
	run: (services: CommandServices) => Promise<T>,
): Promise<T> {
	const logger = options.verbose ? errorStreamLogger : nullLogger;
	const folder = cacheFolder();
	// For a service this side only makes tokens.
	const own = options.service === undefined ? options : { ...options, provider: 'cpu' as const };
	return await withProbe(root, own, local => {
		const direct =
			options.service === undefined ? local : serviceProbe(root, options.service, options.probe, local, logger);
		const probe = options.cache ? cachedProbe(direct, { disk: new DiskCache(folder, cacheBytes, logger) }) : direct;
		const unfinished = options.cache ? new UnfinishedRuns(path.join(folder, 'unfinished')) : undefined;
		const openSpill = options.cache ? spillInto(path.join(folder, 'unfinished')) : temporarySpill;
		return run({ probe, direct, unfinished, openSpill, measurer: directMeasurer, logger });
	});
}

/** Runs a command with a probe alone, nothing kept. */
export async function withProbe<T>(
	root: string,
	options: Pick<EnvironmentOptions, 'probe' | 'provider' | 'verbose'>,
	run: (probe: ProcessProbe) => Promise<T>,
): Promise<T> {
	const probe = startProbe({
		workerFile: path.join(root, 'dist', 'probeWorker.js'),
		checkpoint: checkpointFolder(root, options.probe),
		provider: options.provider,
		logger: options.verbose ? errorStreamLogger : nullLogger,
	});
	probe.onRefusal(({ reason }) => void process.stderr.write(`demoscope: ${reason}\n`));
	try {
		return await run(probe);
	} finally {
		probe.dispose();
	}
}

function checkpointFolder(root: string, folder: string | undefined): string {
	return path.resolve(folder ?? path.join(root, 'media', 'probe'));
}

function serviceProbe(
	root: string,
	service: string,
	folder: string | undefined,
	local: ProcessProbe,
	logger: Logger,
): ProbeModel {
	const token = process.env.DEMOSCOPE_SERVICE_TOKEN?.trim();
	return remoteProbe({
		addresses: serviceAddresses(service),
		checkpoint: checkpointFolder(root, folder),
		local,
		logger,
		...(token === undefined || token === '' ? {} : { token }),
	});
}

function cacheFolder(): string {
	return process.env.DEMOSCOPE_CACHE ?? path.join(ownFolder(), 'readings');
}

/** Where answers of language models are kept. */
export function answerFolder(): string {
	return path.join(process.env.DEMOSCOPE_CACHE ?? ownFolder(), 'answers');
}

function ownFolder(): string {
	const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	return path.join(XDG_CACHE_HOME ?? LOCALAPPDATA ?? path.join(os.homedir(), '.cache'), 'demoscope');
}

const errorStreamLogger: Logger = {
	debug: message => write('debug', message),
	info: message => write('info', message),
	warn: message => write('warn', message),
	error: message => write('error', message),
};

function write(level: string, message: string): void {
	process.stderr.write(`[${level}] ${message}\n`);
}
