import type { Command } from 'commander';
import { UserError } from '../base/errors';
import type { ChatModel } from '../llm/chatModel';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { labelRegions } from '../workflows/labelRegions';

export interface LabelOptions {
	readonly llmUrl?: string;
	readonly llmModel?: string;
}

export function addLabelOptions(command: Command): Command {
	return command
		.option(
			'--llm-url <url>',
			'OpenAI-compatible endpoint that names the regions; demonstrations are sent there (key: DEMOSCOPE_LLM_KEY, or OPENAI_API_KEY for OpenAI itself)',
		)
		.option('--llm-model <name>', 'model at that endpoint');
}

/** The language model that the user chose, if one is. */
export async function chosenModel({ llmUrl, llmModel }: LabelOptions): Promise<ChatModel | undefined> {
	if (llmUrl === undefined && llmModel === undefined) {
		return undefined;
	}
	if (llmUrl === undefined || llmModel === undefined) {
		throw new UserError('usage.llm', '--llm-url and --llm-model go together: give both or neither.', 'usage');
	}
	const [{ openAiChatModel }, { endpointAddress, keyFromEnvironment }] = await Promise.all([
		import('../llm/openAiChatModel'),
		import('../llm/endpoint'),
	]);
	const baseUrl = endpointAddress(llmUrl);
	const apiKey = keyFromEnvironment(baseUrl, process.env);
	return openAiChatModel({ baseUrl, model: llmModel, ...(apiKey === undefined ? {} : { apiKey }) });
}

/** The analysis with its regions named by the language model that the user chose, if one is. */
export async function labelled(analyzed: AnalyzedSet, options: LabelOptions, signal: AbortSignal): Promise<Analysis> {
	const model = await chosenModel(options);
	return model === undefined ? analyzed.analysis : await labelRegions(analyzed, model, { signal });
}
