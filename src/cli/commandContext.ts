import { Option, type Command } from 'commander';
import type { Loss } from '../probe/probeModel';
import type { ProviderSetting } from '../probe/provider';
import { measureInspected, type AnalyzedSet } from '../workflows/analyze';
import type { Services } from '../workflows/services';
import { addDocumentOptions, inspectFile, type DocumentOptions } from './documentOptions';
import type { DecodedDocument } from './documents';
import { withProgress } from './progressLine';
import { providerOption } from './providerOption';

export interface CommandContext {
	/** Folder that holds `dist/` and `media/`. */
	readonly root: string;
	/** Of Demoscope. */
	readonly version: string;
	readonly signal: AbortSignal;
}

/** Options of every command that reads a set with the probe. */
export interface ReadSetOptions extends DocumentOptions {
	readonly loss?: Loss;
	readonly probe?: string;
	readonly provider: ProviderSetting;
	readonly service?: string;
	readonly cache: boolean;
	readonly verbose: boolean;
}

export function addReadSetOptions(command: Command): Command {
	return addProbeOptions(addDocumentOptions(command));
}

/** Which probe reads, and how; for commands that name their files later. */
export function addProbeOptions(command: Command): Command {
	return command
		.addOption(
			new Option('--loss <which>', 'tokens the gradient counts; chosen by whether outputs are labels').choices([
				'completion',
				'joint',
				'both',
			]),
		)
		.option('--probe <folder>', 'checkpoint folder of another probe')
		.addOption(providerOption())
		.option(
			'--service <addresses>',
			'probe services that run this checkpoint, separated by commas; their token is DEMOSCOPE_SERVICE_TOKEN',
		)
		.option('--no-cache', 'read everything again, and keep nothing')
		.option('--verbose', 'log to standard error', false);
}

/** A file that was read and measured. */
export interface AnalyzedFile {
	readonly analyzed: AnalyzedSet;
	readonly decoded: DecodedDocument;
}

/** Reads and measures one file as the options and the configuration say. */
export async function analyzeFile(
	file: string,
	options: ReadSetOptions,
	services: Services,
	signal: AbortSignal,
): Promise<AnalyzedFile> {
	const { inspected, decoded } = await inspectFile(file, options);
	const loss = options.loss === undefined ? {} : { loss: options.loss };
	const analyzed = await withProgress(file, onProgress =>
		measureInspected(services, inspected, loss, { signal, onProgress }),
	);
	return { analyzed, decoded };
}
