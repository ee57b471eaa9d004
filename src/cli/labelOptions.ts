import type { Command } from 'commander';
import { UserError } from '../base/errors';
import { nullLogger } from '../base/logger';
import type { ChatModel } from '../llm/chatModel';
import type { OpenAiClient } from '../llm/openAiClient';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { labelRegions } from '../workflows/labelRegions';
import { answerFolder } from './environment';

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

export interface ChosenEndpoint {
	readonly client: OpenAiClient;
	readonly model: string;
}

/** The endpoint that the user chose, if one is, and the model there. Naming it is the leave to send it text. */
export async function chosenEndpoint({ llmUrl, llmModel }: LabelOptions): Promise<ChosenEndpoint | undefined> {
	if (llmUrl === undefined && llmModel === undefined) {
		return undefined;
	}
	if (llmUrl === undefined || llmModel === undefined) {
		throw new UserError('usage.llm', '--llm-url and --llm-model go together: give both or neither.', 'usage');
	}
	const [{ openAiClient }, { endpointAddress, keyFromEnvironment }] = await Promise.all([
		import('../llm/openAiClient'),
		import('../llm/endpoint'),
	]);
	const baseUrl = endpointAddress(llmUrl);
	const apiKey = keyFromEnvironment(baseUrl, process.env);
	return { client: openAiClient({ baseUrl, ...(apiKey === undefined ? {} : { apiKey }) }), model: llmModel };
}

/** Kept in the cache unless `--no-cache` is given, as readings are. */
type ModelOptions = LabelOptions & { readonly cache?: boolean };

const answerBytes = 64 * 1024 * 1024;

/** The language model that the user chose, if one is. What it answers without drawing is asked for once. */
export async function chosenModel(options: ModelOptions): Promise<ChatModel | undefined> {
	const endpoint = await chosenEndpoint(options);
	if (endpoint === undefined) {
		return undefined;
	}
	const { chatModelOf } = await import('../llm/openAiChatModel');
	const model = chatModelOf(endpoint.client, endpoint.model);
	return (await answerMemory(options))(model);
}

/** Makes a model remember what it answered without drawing; leaves it alone where nothing is to be kept. */
export async function answerMemory({ cache }: Pick<ModelOptions, 'cache'>): Promise<(model: ChatModel) => ChatModel> {
	if (cache !== true) {
		return model => model;
	}
	const [{ cachedModel }, { DiskCache }] = await Promise.all([
		import('../llm/cachedModel'),
		import('../probe/cache/diskCache'),
	]);
	return model => cachedModel(model, new DiskCache(answerFolder(), answerBytes, nullLogger));
}

/** The analysis with its regions named by the language model that the user chose, if one is. */
export async function labelled(analyzed: AnalyzedSet, options: ModelOptions, signal: AbortSignal): Promise<Analysis> {
	const model = await chosenModel(options);
	return model === undefined ? analyzed.analysis : await labelRegions(analyzed, model, { signal });
}
