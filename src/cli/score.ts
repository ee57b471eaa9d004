import { Option, type Command } from 'commander';
import type { Analysis } from '../protocol/analysis';
import type { PromptScorer } from '../llm/promptScorer';
import type { AnalyzedSet } from '../workflows/analyze';
import { withPerplexityGap } from '../workflows/perplexityGap';
import { withServices, type CommandServices } from './environment';
import { addReadSetOptions, type CommandContext, type ReadSetOptions } from './commandContext';
import { expandFolders } from './documents';
import { withClusterScore } from './clusterScore';
import { parseCount } from './counts';
import { addLabelOptions, labelled, type LabelOptions } from './labelOptions';
import { chosenScorer, consistencyBy } from './modelConsistency';
import { printAnalysis } from './printAnalysis';
import { addReferenceOptions, givenReference, withReferences, type ReferenceFiles } from './referenceFiles';
import { withReasoningStyles } from './reasoningStyles';
import { scoreFile } from './scoreFile';

interface ScoreOptions extends ReadSetOptions, LabelOptions, ReferenceFiles {
	readonly json: boolean;
	readonly gapProbe?: string;
	readonly clusterScore: boolean;
	readonly reasoningStyles: boolean;
	readonly scorer: 'probe' | 'llm';
	readonly llmCalls: number;
}

export function addScore(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('score')
		.description('scores sets and lists what is wrong with their demonstrations')
		.argument('<file...>', 'demonstration files, or folders of them')
		.option('--gap-probe <folder>', 'second probe: its perplexity’s distance from the first’s is the perplexity gap')
		.option('--cluster-score', 'ask the language model for the LLM cluster score; demonstrations are sent to it', false)
		.option(
			'--reasoning-styles',
			'ask the language model which ways of reasoning the demonstrations show; they are sent to it',
			false,
		)
		.option('--llm-calls <number>', 'most calls for each of these two', parseCount, 60)
		.addOption(
			new Option(
				'--scorer <which>',
				'what measures consistency: the probe, or beside it the language model, if its server scores prompts',
			)
				.choices(['probe', 'llm'])
				.default('probe'),
		)
		.option('--json', 'print one JSON document: the analysis, or an array of them for several files', false);
	addLabelOptions(addReferenceOptions(addReadSetOptions(command))).action(
		async (files: readonly string[], options: ScoreOptions) => {
			const measureMore = async (
				analyzed: AnalyzedSet,
				services: CommandServices,
				scorer: PromptScorer | undefined,
			): Promise<Analysis> => {
				const { gapProbe, clusterScore, reasoningStyles, llmCalls } = options;
				let analysis = await labelled(analyzed, options, signal);
				analysis = await withReferences(services, { ...analyzed, analysis }, options, signal);
				if (gapProbe !== undefined) {
					analysis = await withServices(root, { ...options, probe: gapProbe, service: undefined }, ({ probe }) =>
						withPerplexityGap({ ...analyzed, analysis }, probe, { signal }),
					);
				}
				if (scorer !== undefined) {
					analysis = await consistencyBy(scorer, { ...analyzed, analysis }, signal);
				}
				if (clusterScore) {
					analysis = await withClusterScore({ ...analyzed, analysis }, options, llmCalls, signal);
				}
				return reasoningStyles
					? await withReasoningStyles({ ...analyzed, analysis }, options, llmCalls, signal)
					: analysis;
			};
			const holdFor = holdingOption(options);
			await withServices(root, options, async services => {
				const scorer = options.scorer === 'llm' ? await chosenScorer(options, signal) : undefined;
				const analyses = [];
				for (const file of await expandFolders(files)) {
					const { analyzed, analysis: scored } = await scoreFile(file, options, services, signal, { holdFor });
					const analysis = analyzed === undefined ? scored : await measureMore(analyzed, services, scorer);
					analyses.push(analysis);
					if (!options.json) {
						process.stdout.write(printAnalysis(analysis));
					}
				}
				if (options.json) {
					process.stdout.write(`${JSON.stringify(analyses.length === 1 ? analyses[0] : analyses, null, 2)}\n`);
				}
			});
		},
	);
}

/** The option for which sets must be held, if there is one. */
function holdingOption(given: ScoreOptions): string | undefined {
	const { gapProbe, clusterScore, reasoningStyles, llmUrl, scorer } = given;
	const options: readonly (readonly [string, boolean])[] = [
		['--gap-probe', gapProbe !== undefined],
		['--cluster-score', clusterScore],
		['--reasoning-styles', reasoningStyles],
		['--scorer llm', scorer === 'llm'],
		['--llm-url', llmUrl !== undefined],
	];
	return givenReference(given) ?? options.find(([, isGiven]) => isGiven)?.[0];
}
