import { Option, type Command } from 'commander';
import { UserError } from '../../base/errors';
import type { BaselineSet } from '../../configuration/baseline';
import type { Check, CheckedFile } from '../../protocol/check';
import { baselineOf, checkSet } from '../../workflows/checkSet';
import { addReadSetOptions, type CommandContext, type ReadSetOptions } from '../commandContext';
import { expandFolders, replaceFile } from '../documents';
import { withServices } from '../environment';
import { fileInBaseline, loadBaseline, saveBaseline } from './baselineFile';
import { measureForCheck } from './measureForCheck';
import { reportJunit } from './reportJunit';
import { reportSarif } from './reportSarif';
import { reportText } from './reportText';

type Report = 'text' | 'json' | 'junit' | 'sarif';

interface CheckOptions extends ReadSetOptions {
	readonly report: Report;
	readonly json: boolean;
	readonly output?: string;
	readonly baseline?: string;
	readonly saveBaseline: boolean;
}

/** What a shell learns when a set does not pass. */
const failedExitCode = 1;

export function addCheck(program: Command, { root, version, signal }: CommandContext): void {
	const command = program
		.command('check')
		.description('fails where a set does not reach the thresholds of .demoscope.yaml, has findings, or got worse')
		.argument('<file...>', 'demonstration files, or folders of them')
		.addOption(
			new Option('--report <kind>', 'what to print').choices(['text', 'json', 'junit', 'sarif']).default('text'),
		)
		.option('--json', 'the same as --report json', false)
		.option('-o, --output <file>', 'write the report into this file, and the text to standard output')
		.option('--baseline <file>', 'how the sets scored when they were last found good; worse than that fails')
		.option('--save-baseline', 'write the scores of now into the baseline file', false);
	addReadSetOptions(command).action(async (given: readonly string[], options: CheckOptions) => {
		const { output, baseline: baselineFile, saveBaseline: isSaving } = options;
		if (isSaving && baselineFile === undefined) {
			throw new UserError('usage.baseline', 'Name the file to save in with --baseline.', 'usage');
		}
		const baseline =
			baselineFile === undefined ? undefined : await loadBaseline(baselineFile, { mayBeMissing: isSaving });
		await withServices(root, options, async services => {
			const checked: CheckedFile[] = [];
			const measured: BaselineSet[] = [];
			for (const file of await expandFolders(given)) {
				const { analysis, thresholds } = await measureForCheck(services, file, options, signal);
				const name = baselineFile === undefined ? file : fileInBaseline(baselineFile, file);
				const former = isSaving ? undefined : baseline?.sets.find(set => set.file === name);
				checked.push(checkSet(analysis, thresholds, former));
				measured.push(...baselineOf(analysis, name));
			}
			if (baselineFile !== undefined && isSaving) {
				await saveBaseline(baselineFile, baseline, measured);
			}
			const result: Check = { version: 1, passed: checked.every(({ passed }) => passed), files: checked };
			const text = reportAs(options.json ? 'json' : options.report, result, version);
			if (output === undefined) {
				process.stdout.write(text);
			} else {
				await replaceFile(output, text);
				process.stdout.write(reportText(result));
			}
			process.exitCode = result.passed ? 0 : failedExitCode;
		});
	});
}

function reportAs(report: Report, check: Check, version: string): string {
	switch (report) {
		case 'text':
			return reportText(check);
		case 'json':
			return `${JSON.stringify(check, null, 2)}\n`;
		case 'junit':
			return reportJunit(check);
		case 'sarif':
			return reportSarif(check, version);
	}
}
