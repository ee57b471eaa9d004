import * as z from 'zod/mini';
import type { AnswerFormat, ChatMessage, ChatModel, ChatOptions } from './chatModel';

/**
 * Asks for an answer in JSON and checks it. Endpoints that can hold a model to a schema are given it; an answer that
 * cannot be used all the same is sent back once with what is wrong with it.
 *
 * @returns `undefined` where the second answer cannot be used either: to be counted, never guessed at
 * @throws {UserError} `llm.*`
 */
export async function askForJson<Schema extends z.ZodMiniType>(
	model: ChatModel,
	prompt: string,
	schema: Schema,
	options: ChatOptions = {},
): Promise<z.infer<Schema> | undefined> {
	const asked = { format: formatOf(schema), ...options };
	const question: ChatMessage = { role: 'user', content: prompt };
	const first = await model.complete([question], asked);
	const checked = check(first, schema);
	if (checked.problem === undefined) {
		return checked.value;
	}
	const complaint = `That cannot be used: ${checked.problem}. Answer again, with the JSON alone.`;
	const second = await model.complete(
		[question, { role: 'assistant', content: first }, { role: 'user', content: complaint }],
		asked,
	);
	return check(second, schema).value;
}

function formatOf(schema: z.ZodMiniType): AnswerFormat {
	// What JSON schema has no words for is checked here only.
	return { name: 'answer', schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
}

interface Checked<Value> {
	readonly value?: Value;
	/** For the model to read. */
	readonly problem?: string;
}

function check<Schema extends z.ZodMiniType>(answer: string, schema: Schema): Checked<z.infer<Schema>> {
	const start = answer.indexOf('{');
	const end = answer.lastIndexOf('}');
	let value: unknown;
	try {
		// Models put words and fences around what they were asked for.
		value = JSON.parse(answer.slice(start, end + 1));
	} catch {
		return { problem: 'it is not valid JSON' };
	}
	const { data, error } = schema.safeParse(value);
	const [issue] = error?.issues ?? [];
	return issue === undefined
		? { value: data as z.infer<Schema> }
		: { problem: `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}` };
}
