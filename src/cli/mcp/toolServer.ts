import {
	McpServer,
	acceptedContent,
	inputRequired,
	isInputRequiredResult,
	type CallToolResult,
	type InputRequiredResult,
	type ServerContext,
	type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import * as z from 'zod/mini';
import { UserError, isAbort } from '../../base/errors';
import { applyEdits } from '../../base/textRange';
import { agentTools, suggestInput } from '../../protocol/agentTools';
import type { Suggestions } from '../../protocol/candidate';
import { acceptEdits } from '../../workflows/accept';
import { candidateAnswers, checkAnswer, scoreAnswer } from '../../workflows/agentAnswers';
import { checkSet } from '../../workflows/checkSet';
import type { Progress } from '../../workflows/services';
import { suggestFromPool } from '../../workflows/suggest';
import { measureForCheck } from '../check/measureForCheck';
import { analyzeFile, type ReadSetOptions } from '../commandContext';
import { checkEncoding, checkReplaceable, replaceFile } from '../documents';
import type { CommandServices } from '../environment';
import { openPool } from '../poolFile';
import { scoreFile } from '../scoreFile';

const usualCount = 5;

const suggestAndWriteInput = z.extend(suggestInput, {
	write: z.optional(
		z
			.boolean()
			.check(z.describe('Write the candidates into the file. The person at the client is asked first, and sees them.')),
	),
});

type SuggestAndWriteInput = z.infer<typeof suggestAndWriteInput>;

const confirmation = z.object({ write: z.boolean() });
const confirmationForm = {
	type: 'object' as const,
	properties: { write: { type: 'boolean' as const, title: 'Write them' } },
	required: ['write'],
};

/**
 * A server of the agents' tools. It reads the files it is asked for, and writes one only after the person at the client
 * said so.
 *
 * @param version of Demoscope
 */
export function toolServer(services: CommandServices, options: ReadSetOptions, version: string): McpServer {
	const server = new McpServer({ name: 'demoscope', version });
	const { score, check, suggest } = agentTools;
	const readOnly = { readOnlyHint: true, openWorldHint: false };

	server.registerTool(
		score.name,
		{ ...describe(score), inputSchema: described(score.input), annotations: readOnly },
		({ file }, { mcpReq: { signal } }) =>
			answer(async () => scoreAnswer((await scoreFile(file, options, services, signal)).analysis)),
	);
	server.registerTool(
		check.name,
		{ ...describe(check), inputSchema: described(check.input), annotations: readOnly },
		({ file }, { mcpReq: { signal } }) =>
			answer(async () => {
				const { analysis, thresholds } = await measureForCheck(services, file, options, signal);
				return checkAnswer(checkSet(analysis, thresholds));
			}),
	);
	server.registerTool(
		suggest.name,
		{
			...describe(suggest),
			inputSchema: described(suggestAndWriteInput),
			annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
		},
		(input, context) => answer(() => suggestAndWrite(services, options, input, context)),
	);
	return server;
}

function describe({ title, description }: { readonly title: string; readonly description: string }): {
	readonly title: string;
	readonly description: string;
} {
	return { title, description };
}

async function suggestAndWrite(
	services: CommandServices,
	options: ReadSetOptions,
	{ file, pool: poolFile, count = usualCount, write = false }: SuggestAndWriteInput,
	context: ServerContext,
): Promise<object | InputRequiredResult> {
	const { signal, inputResponses } = context.mcpReq;
	if (write) {
		await checkReplaceable(file);
	}
	const pool = await openPool(poolFile, signal);
	const { analyzed, decoded } = await analyzeFile(file, options, services, signal);
	const suggestions = await suggestFromPool(services, analyzed, pool, {
		count,
		signal,
		onProgress: progressTo(context),
	});
	const { candidates, considered, gVendi } = suggestions;
	const found = { file, considered, gVendi, candidates: candidateAnswers(candidates, analyzed.analysis) };
	if (!write || candidates.length === 0) {
		return { ...found, written: false };
	}
	const said = inputResponses?.['confirm'];
	if (said === undefined) {
		return inputRequired({
			inputRequests: {
				confirm: inputRequired.elicit({ message: question(suggestions), requestedSchema: confirmationForm }),
			},
		});
	}
	if (acceptedContent(inputResponses, 'confirm', confirmation)?.write !== true) {
		return { ...found, written: false, reason: 'The person at the client declined.' };
	}
	const edits = acceptEdits(analyzed, candidates);
	await replaceFile(file, applyEdits(analyzed.document.text, edits), checkEncoding(decoded));
	return { ...found, written: true };
}

/** What the person at the client is asked, with all that would be written. */
function question({ file, candidates, gVendi: { before, after } }: Suggestions): string {
	const listed = candidates.map(({ input, output }, index) => `${index + 1}. ${JSON.stringify({ input, output })}`);
	const noun = candidates.length === 1 ? 'demonstration' : 'demonstrations';
	return [
		`Write ${candidates.length} ${noun} into ${file}? Diversity would go from ${before.toFixed(2)} to ${after.toFixed(2)}.`,
		...listed,
	].join('\n');
}

/** Tells a client that wants to know how far a call is. */
function progressTo({ mcpReq: { _meta, notify } }: ServerContext): (progress: Progress) => void {
	const progressToken = _meta?.progressToken;
	let shown = 0;
	return ({ message, done, total }) => {
		const percent = Math.floor((100 * done) / Math.max(total, 1));
		if (progressToken !== undefined && percent > shown) {
			shown = percent;
			const params = { progressToken, progress: done, total, message };
			void notify({ method: 'notifications/progress', params }).catch(() => undefined);
		}
	};
}

/** A failure that a person can act on is an answer: the agent reads it. Anything else is a bug. */
async function answer(run: () => Promise<object>): Promise<CallToolResult | InputRequiredResult> {
	try {
		const result = await run();
		return isInputRequiredResult(result) ? result : textOf(JSON.stringify(result, null, 1));
	} catch (error) {
		if (UserError.is(error) && !isAbort(error)) {
			return { ...textOf(error.message), isError: true };
		}
		throw error;
	}
}

function textOf(text: string): CallToolResult {
	return { content: [{ type: 'text', text }] };
}

/** A schema that says itself in JSON, as the protocol wants it. */
function described<Schema extends z.ZodMiniType>(
	schema: Schema,
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
	const json = (): Record<string, unknown> => z.toJSONSchema(schema);
	return { '~standard': { ...schema['~standard'], jsonSchema: { input: json, output: json } } };
}
