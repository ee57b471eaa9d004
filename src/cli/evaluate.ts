import { Option, type Command } from 'commander';
import { UserError } from '../base/errors';
import { evaluate } from '../workflows/evaluate/evaluate';
import { evaluationPlan, prepareEvaluation } from '../workflows/evaluate/prepareEvaluation';
import { retrievals, type Retrieval } from '../workflows/evaluate/shots';
import { addBudgetOptions, budgetOf, useInWords, type BudgetOptions } from './budgetOptions';
import { addReadSetOptions, analyzeFile, type CommandContext, type ReadSetOptions } from './commandContext';
import { parseCount } from './counts';
import { inspectFile } from './documentOptions';
import { withServices } from './environment';
import { answerMemory, chosenModel, type LabelOptions } from './labelOptions';
import { printEvaluation } from './printEvaluation';
import { withProgress } from './progressLine';

interface EvaluateCommandOptions extends ReadSetOptions, LabelOptions, BudgetOptions {
	readonly validation: string;
	readonly k: number;
	readonly retrieval: Retrieval;
	readonly against?: string;
	readonly json: boolean;
}

const usualCalls = 500;
/** Of the order in which examples are asked: fixed, so that a run goes on with the answers of the one before. */
const orderSeed = 250_623_149;

export function addEvaluate(program: Command, { root, signal }: CommandContext): void {
	const command = program
		.command('evaluate')
		.description('says how well a language model does on validation examples with the set as its prompt')
		.argument('<file>', 'demonstration file')
		.requiredOption('--validation <file>', 'labelled examples of real use; their inputs are sent to the model')
		.option('--k <number>', 'demonstrations in a prompt', parseCount, 3)
		.addOption(
			new Option('--retrieval <which>', 'which ones: like the input, the first ones, or the most diverse ones')
				.choices(retrievals)
				.default('bm25'),
		)
		.option('--against <file>', 'another version of the set, compared on the same examples')
		.option(
			'--llm-url <url>',
			'OpenAI-compatible endpoint; the set and the validation inputs are sent there (key: DEMOSCOPE_LLM_KEY)',
		)
		.option('--llm-model <name>', 'model at that endpoint')
		.option('--json', 'print one JSON document', false);
	addReadSetOptions(addBudgetOptions(command, usualCalls)).action(
		async (file: string, options: EvaluateCommandOptions) => {
			const { llmUrl, llmModel, retrieval, k: shots } = options;
			const budget = budgetOf(options);
			const model = await chosenModel({
				...(llmUrl === undefined ? {} : { llmUrl }),
				...(llmModel === undefined ? {} : { llmModel }),
			});
			if (model === undefined) {
				throw new UserError('usage.llm', 'evaluate needs a language model: give --llm-url and --llm-model.', 'usage');
			}
			const remembering = await answerMemory(options);
			await withServices(root, options, async services => {
				const { inspected: validation } = await inspectFile(options.validation, {});
				const { analyzed } = await analyzeFile(file, options, services, signal);
				const against =
					options.against === undefined
						? undefined
						: (await analyzeFile(options.against, options, services, signal)).analyzed;
				const prepared = await prepareEvaluation(services, analyzed, validation, {
					retrieval,
					shots,
					...(against === undefined ? {} : { against }),
				});
				const plan = evaluationPlan(prepared, budget.price);
				process.stderr.write(
					`demoscope: ${prepared.examples.length} examples: some ${useInWords(plan)} to ${model.name}; at most ${options.llmCalls} calls\n`,
				);
				const evaluation = await withProgress(file, onProgress =>
					evaluate(services, model, prepared, { budget, seed: orderSeed, remembering, signal, onProgress }),
				);
				process.stdout.write(options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : printEvaluation(evaluation));
			});
		},
	);
}
