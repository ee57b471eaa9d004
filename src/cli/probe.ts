import path from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../base/errors';
import { summarizeCheckpoint, type CheckpointSummary } from '../probe/checkpoint/checkpointSummary';
import { downloadCheckpoint } from '../probe/download/downloadCheckpoint';
import { bytesOf, pinnedCheckpoints } from '../probe/download/pinnedCheckpoints';
import { folderOf } from '../probe/download/probesFolder';
import type { ProviderSetting } from '../probe/provider';
import type { CommandContext } from './commandContext';
import { withProbe } from './environment';
import { printable } from './printable';
import { addProbeExport } from './probeExport';
import { withProgress } from './progressLine';
import { providerOption } from './providerOption';
import { useProxyFromEnvironment } from './proxy';

interface DownloadCommandOptions {
	readonly revision?: string;
	readonly output?: string;
}

interface ReadCommandOptions {
	readonly prompt: string;
	readonly completion: string;
	readonly gradient: boolean;
	readonly json: boolean;
	readonly provider: ProviderSetting;
	readonly verbose: boolean;
}

export function addProbe(program: Command, context: CommandContext): void {
	const probe = program.command('probe').description('downloads, describes and tries a probe');
	addDownload(probe, context);
	addInfo(probe);
	addRead(probe, context);
	addProbeExport(probe);
}

function addDownload(probe: Command, { signal }: CommandContext): void {
	const offered = pinnedCheckpoints.map(
		checkpoint => `  ${checkpoint.id.padEnd(38)} ${(bytesOf(checkpoint) / 1e6).toFixed(0).padStart(4)} MB`,
	);
	probe
		.command('download')
		.description('downloads a checkpoint; an interrupted download goes on where it stopped')
		.argument('<id>', 'organisation/name on the hub')
		.option('--revision <revision>', 'branch, tag or commit; the pinned one unless given, or main where none is pinned')
		.option('-o, --output <folder>', 'folder to make for it')
		.addHelpText(
			'after',
			`\nPinned, with the hashes of their files:\n${offered.join('\n')}\n\nThe hub is HF_ENDPOINT, an access token for it HF_TOKEN. HTTPS_PROXY is honoured.`,
		)
		.action(async (id: string, { revision, output }: DownloadCommandOptions) => {
			useProxyFromEnvironment();
			const folder = path.resolve(output ?? folderOf(id));
			const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = process.env;
			const { revision: commit } = await withProgress(id, show =>
				downloadCheckpoint(
					{ id, folder, ...(revision === undefined ? {} : { revision }) },
					{
						signal,
						...(endpoint === undefined ? {} : { endpoint }),
						...(token === undefined ? {} : { token }),
						onProgress: ({ file, received, total }) =>
							show({ message: `${file}, MB`, done: megabytes(received), total: megabytes(total) }),
					},
				),
			);
			process.stdout.write(
				`${id} at ${commit} is in ${folder}\nRead with it: demoscope score <file> --probe ${folder}\n`,
			);
		});
}

function addInfo(probe: Command): void {
	probe
		.command('info')
		.description('says what a checkpoint is, and whether the probe can run it')
		.argument('<folder>', 'checkpoint folder')
		.option('--json', 'print one JSON document', false)
		.action(async (folder: string, { json }: { readonly json: boolean }) => {
			const summary = await summarizeCheckpoint(folder);
			process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : printSummary(summary));
		});
}

function addRead(probe: Command, { root, signal }: CommandContext): void {
	probe
		.command('read')
		.description('reads one text as it stands, prompt and completion, and prints the reading')
		.argument('<folder>', 'checkpoint folder')
		.requiredOption('--prompt <text>', 'text before the completion, not scored')
		.requiredOption('--completion <text>', 'text whose tokens are scored')
		.option('--gradient', 'also the sketch of the gradient of the mean loss', false)
		.option('--json', 'print one JSON document', false)
		.addOption(providerOption())
		.option('--verbose', 'log to standard error', false)
		.action(async (folder: string, options: ReadCommandOptions) => {
			const { prompt, completion, gradient, json, provider: setting, verbose } = options;
			if (completion === '') {
				throw new UserError('usage.completion', '--completion is empty: there is nothing to score.', 'usage');
			}
			const request = { input: prompt, output: completion, loss: 'completion', gradient, verbatim: true } as const;
			await withProbe(root, { probe: folder, provider: setting, verbose }, async probe => {
				const { id, revision, parameters, provider } = await probe.describe();
				const [encoded] = await probe.encode([request]);
				const [reading] = await probe.read([request], { signal });
				if (encoded === undefined || reading === undefined) {
					throw new Error('the probe gave no reading');
				}
				const { tokens, truncated, logProbs, sketch, embedding } = reading;
				const { ids, scored } = encoded;
				if (json) {
					const document = {
						version: 1,
						probe: { id, revision, parameters, provider },
						tokens,
						truncated,
						ids,
						scored,
						logProbs: [...logProbs],
						sketch: sketch === undefined ? null : [...sketch],
						embedding: [...embedding],
					};
					process.stdout.write(`${JSON.stringify(document)}\n`);
				} else {
					const rows = scored.map((position, index) => [position, ids[position], logProbs[index]?.toFixed(4)]);
					const table = [['position', 'id', 'log-probability'], ...rows].map(row =>
						row.map(cell => String(cell).padStart(16)).join(''),
					);
					const loss = -logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length;
					process.stdout.write(`${table.join('\n')}\n\n${tokens} tokens, mean loss ${loss.toFixed(4)}\n`);
				}
			});
		});
}

function printSummary(summary: CheckpointSummary): string {
	const { id, family, parameters, types, memory, window, template, revision } = summary;
	return [
		printable(id),
		`  family       ${printable(family)}`,
		`  parameters   ${(parameters / 1e6).toFixed(1)} M, ${types.join(' and ')}`,
		`  memory       about ${(memory / 1e9).toFixed(1)} GB for readings with gradients`,
		`  window       ${window} tokens`,
		`  template     ${template}`,
		`  revision     ${revision}`,
		'',
	].join('\n');
}

function megabytes(bytes: number): number {
	return Math.round(bytes / 1e6);
}
