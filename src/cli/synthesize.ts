import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../base/errors';
import { applyEdits } from '../base/textRange';
import { newFileText } from '../demonstrations/newFile';
import { estimatedUse } from '../llm/budgetedModel';
import type { ChatModel } from '../llm/chatModel';
import type { Synthesis } from '../protocol/candidate';
import { strategyIds, type StrategyId } from '../synthesis/registry';
import { studentIds, type StudentId } from '../synthesis/student';
import { voteRules, type VoteRule } from '../synthesis/verify';
import { acceptEdits } from '../workflows/accept';
import type { AnalyzedSet } from '../workflows/analyze';
import type { InspectedSet } from '../workflows/inspect';
import type { Services } from '../workflows/services';
import { baseOfSet, baseOfTask, type SynthesisBase } from '../workflows/synthesize/synthesisBase';
import { synthesisPlan } from '../workflows/synthesize/synthesisPlan';
import { synthesize } from '../workflows/synthesize/synthesize';
import { addBudgetOptions, budgetOf, useInWords, type BudgetOptions } from './budgetOptions';
import { addReadSetOptions, analyzeFile, type CommandContext, type ReadSetOptions } from './commandContext';
import { parseCount } from './counts';
import { inspectFile } from './documentOptions';
import { checkAbsent, checkEncoding, checkWritable, readDocument, replaceFile } from './documents';
import { withServices } from './environment';
import { chosenModel, type LabelOptions } from './labelOptions';
import { printSynthesis } from './printSynthesis';
import { withProgress } from './progressLine';

interface SynthesizeCommandOptions extends ReadSetOptions, LabelOptions, BudgetOptions {
	readonly strategy: StrategyId;
	readonly count: number;
	readonly verify: VoteRule;
	readonly answers: number;
	readonly validation?: string;
	readonly student: StudentId;
	readonly style?: readonly string[];
	readonly persona?: readonly string[];
	readonly seed: number;
	readonly output?: string;
	readonly force: boolean;
	readonly json: boolean;
	readonly apply: boolean;
}

const usualSeed = 250_520_161;

export function addSynthesize(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('synthesize')
		.description('has a language model write demonstrations, checks them, and ranks them by what they add')
		.argument('[file]', 'demonstration file; without one, --task says what to write')
		.addOption(
			new Option('--strategy <name>', 'how demonstrations are proposed').choices(strategyIds).default('prismatic'),
		)
		.option('--count <number>', 'candidates wanted', parseCount, 5)
		.option(
			'--llm-url <url>',
			'OpenAI-compatible endpoint; demonstrations and the task are sent there (key: DEMOSCOPE_LLM_KEY)',
		)
		.option('--llm-model <name>', 'model at that endpoint')
		.addOption(
			new Option('--verify <rule>', "how many of the model's own answers must agree with an output")
				.choices(voteRules)
				.default('majority'),
		)
		.option('--answers <number>', 'answers asked for to verify one output', parseCount, 3)
		.option(
			'--validation <file>',
			'examples of real use, which no candidate may repeat; s3 goes by the mistakes on them',
		)
		.addOption(
			new Option(
				'--student <which>',
				'for --strategy s3: who is tried on them, the model itself or a linear classifier',
			)
				.choices(studentIds)
				.default('icl'),
		)
		.option('--style <text>', 'for --strategy styles: a style of your own; may be given several times', collect)
		.option('--persona <text>', 'for --strategy styles: who writes; may be given several times', collect)
		.option('--seed <number>', 'of what is drawn at random here', parseSeed, usualSeed)
		.option('-o, --output <file>', 'without a set: write the candidates as a new file, in the format of its extension')
		.option('--force', 'replace the output file if it is there', false)
		.option('--json', 'print one JSON document', false)
		.option('--apply', 'write the candidates into the set', false);
	addReadSetOptions(addBudgetOptions(command, 100)).action(
		async (file: string | undefined, options: SynthesizeCommandOptions) => {
			const model = await checkUse(file, options);
			await withServices(root, options, async services => {
				if (file === undefined) {
					const task = await givenTask(options);
					const synthesis = await run(services, model, baseOfTask(task), options, signal);
					await writeNew(synthesis, task, options);
					show(synthesis, [], options, options.output);
					return;
				}
				const { analyzed, decoded } = await analyzeFile(file, options, services, signal);
				const encoding = options.apply ? checkEncoding(decoded) : undefined;
				const synthesis = await run(services, model, baseOfSet(analyzed), options, signal);
				const isWritten = options.apply && synthesis.candidates.length > 0;
				if (isWritten) {
					await replaceFile(file, withCandidates(analyzed, synthesis), encoding);
				}
				show(synthesis, analyzed.analysis.regions, options, isWritten ? file : undefined);
			});
		},
	);
}

/** Everything that can be wrong with the options, before anything is read or asked. */
async function checkUse(file: string | undefined, options: SynthesizeCommandOptions): Promise<ChatModel> {
	budgetOf(options);
	const { apply, output, force, task, taskFile, strategy } = options;
	if (file === undefined && task === undefined && taskFile === undefined) {
		throw new UserError('usage.source', 'Name a demonstration file, or say with --task what to write.', 'usage');
	}
	if (file === undefined && apply) {
		throw new UserError('usage.target', '--apply needs a file to write into. Write a new one with --output.', 'usage');
	}
	if (file !== undefined && output !== undefined) {
		throw new UserError('usage.target', '--output is for a new file. Write into the set with --apply.', 'usage');
	}
	if (file === undefined && strategy === 'prismatic') {
		throw new UserError(
			'synthesis.needsSet',
			'The strategy prismatic goes by the demonstrations of a set. From a task definition alone, use --strategy v-synthesis.',
			'usage',
		);
	}
	if (strategy === 's3' && options.validation === undefined) {
		throw new UserError(
			'synthesis.needsValidation',
			'The strategy s3 goes by what is answered wrongly on examples of real use: give them with --validation.',
			'usage',
		);
	}
	checkWritable((apply ? file : output) ?? '');
	if (output !== undefined) {
		newFileText(output, [], undefined);
		if (!force) {
			await checkAbsent(output);
		}
	}
	const model = await chosenModel(options);
	if (model === undefined) {
		throw new UserError(
			'usage.llm',
			'synthesize needs a language model: give --llm-url and --llm-model. Without one, suggest takes candidates from a pool.',
			'usage',
		);
	}
	return model;
}

async function givenTask({ task, taskFile }: SynthesizeCommandOptions): Promise<string> {
	if (task !== undefined && taskFile !== undefined) {
		throw new UserError('usage.task', 'Give --task or --task-file, not both.', 'usage');
	}
	const given = (taskFile === undefined ? (task ?? '') : (await readDocument(taskFile)).text).trim();
	if (given === '') {
		throw new UserError('usage.task', 'The task definition is empty. Say what the task is.', 'usage');
	}
	return given;
}

async function run(
	services: Services,
	model: ChatModel,
	base: SynthesisBase,
	options: SynthesizeCommandOptions,
	signal: AbortSignal,
): Promise<Synthesis> {
	const { strategy, count, llmCalls, verify, answers, seed, student, llmPrice } = options;
	const validation: InspectedSet | undefined =
		options.validation === undefined ? undefined : (await inspectFile(options.validation, {})).inspected;
	const chosen = { strategy, count, calls: llmCalls, voteRule: verify, answers, seed };
	const { expectedCalls, mostCalls, use } = synthesisPlan(base, chosen);
	const expected = { ...estimatedUse(1, use, llmPrice), calls: expectedCalls };
	process.stderr.write(
		`demoscope: ${count} candidates by ${strategy}: some ${useInWords(expected)} to ${model.name}; at most ${mostCalls} calls\n`,
	);
	return await withProgress(base.file ?? strategy, onProgress =>
		synthesize(services, model, base, {
			...chosen,
			student,
			budget: budgetOf(options),
			signal,
			onProgress,
			...(validation === undefined ? {} : { validation }),
			...(options.style === undefined ? {} : { ownStyles: options.style }),
			...(options.persona === undefined ? {} : { ownPersonas: options.persona }),
		}),
	);
}

function withCandidates(analyzed: AnalyzedSet, { candidates }: Synthesis): string {
	return applyEdits(analyzed.document.text, acceptEdits(analyzed, candidates));
}

async function writeNew({ candidates }: Synthesis, task: string, { output }: SynthesizeCommandOptions): Promise<void> {
	if (output !== undefined && candidates.length > 0) {
		await replaceFile(output, newFileText(output, candidates, task).text);
	}
}

function show(
	synthesis: Synthesis,
	regions: AnalyzedSet['analysis']['regions'],
	{ json }: SynthesizeCommandOptions,
	written: string | undefined,
): void {
	process.stdout.write(json ? `${JSON.stringify(synthesis, null, 2)}\n` : printSynthesis(synthesis, regions, written));
}

function collect(text: string, previous: readonly string[] = []): readonly string[] {
	return [...previous, text];
}

function parseSeed(text: string): number {
	const seed = Number(text);
	if (!Number.isInteger(seed) || seed < 0) {
		throw new InvalidArgumentError('It must be a whole number of at least 0.');
	}
	return seed;
}
