import { Option, type Command } from 'commander';
import { exportFormats, exportProbe, type ExportFormat, type ExportSummary } from '../probe/export/exportProbe';
import { parseCount } from './counts';
import { printable } from './printable';

interface ExportCommandOptions {
	readonly format: ExportFormat;
	readonly output: string;
	readonly copy: boolean;
	readonly maxBatch: number;
	readonly storageUri: string;
}

const defaultMaxBatch = 64;
const defaultStorage = 'pvc://demoscope-probe/repository';

export function addProbeExport(probe: Command): void {
	probe
		.command('export')
		.description('writes a checkpoint’s graph, with the gradient’s sketch, for a server that runs ONNX')
		.argument('<folder>', 'checkpoint folder')
		.addOption(
			new Option('--format <name>', 'for which server: plain ONNX, a Triton model repository, or that for KServe')
				.choices(exportFormats)
				.makeOptionMandatory(),
		)
		.requiredOption('-o, --output <folder>', 'folder to make')
		.option('--copy', 'copy the weights even where a hard link would do', false)
		.option('--max-batch <texts>', 'texts that Triton puts together at most', parseCount, defaultMaxBatch)
		.option('--storage-uri <address>', 'where KServe will find the model repository', defaultStorage)
		.action(async (folder: string, options: ExportCommandOptions) => {
			process.stdout.write(printExport(await exportProbe({ folder, ...options }), options.output));
		});
}

function printExport({ id, revision, version, files }: ExportSummary, output: string): string {
	return [
		`${printable(id)}, revision ${revision}`,
		`Offered as model probe, version ${version}, in ${output}:`,
		...files.map(file => `  ${file}`),
		'',
	].join('\n');
}
