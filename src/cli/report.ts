import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { PanelState } from '../protocol/panel';
import { panelPage } from '../protocol/page';
import { addReadSetOptions, type CommandContext, type ReadSetOptions } from './commandContext';
import { expandFolders, replaceFile } from './documents';
import { withServices } from './environment';
import { addLabelOptions, labelled, type LabelOptions } from './labelOptions';
import { printAnalysis } from './printAnalysis';
import { addReferenceOptions, givenReference, withReferences, type ReferenceFiles } from './referenceFiles';
import { scoreFile } from './scoreFile';

interface ReportOptions extends ReadSetOptions, LabelOptions, ReferenceFiles {
	readonly output: string;
}

export function addReport(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('report')
		.description('prints the scores and writes the panel as one self-contained HTML file')
		.argument('<file...>', 'demonstration files, or folders of them')
		.requiredOption('-o, --output <file>', 'HTML file to write');
	addLabelOptions(addReferenceOptions(addReadSetOptions(command))).action(
		async (files: readonly string[], options: ReportOptions) => {
			await withServices(root, options, async services => {
				const states: PanelState[] = [];
				const holdFor = givenReference(options);
				for (const file of await expandFolders(files)) {
					const { analyzed, analysis: scored } = await scoreFile(file, options, services, signal, { holdFor });
					const analysis =
						analyzed === undefined
							? scored
							: await withReferences(
									services,
									{ ...analyzed, analysis: await labelled(analyzed, options, signal) },
									options,
									signal,
								);
					states.push({
						file,
						analysis,
						progress: null,
						review: null,
						evaluation: null,
						history: [],
						failure: null,
						interactive: false,
					});
					process.stdout.write(printAnalysis(analysis));
				}
				const webview = path.join(root, 'dist', 'webview');
				await replaceFile(
					options.output,
					panelPage({
						title: 'Demoscope report',
						script: { text: await readFile(path.join(webview, 'index.js'), 'utf8') },
						styles: { text: await readFile(path.join(webview, 'index.css'), 'utf8') },
						nonce: randomBytes(16).toString('base64url'),
						states,
					}),
				);
				process.stdout.write(`Report written to ${options.output}\n`);
			});
		},
	);
}
