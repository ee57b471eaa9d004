import type * as z from 'zod/mini';
import type { ChatMessage, ChatModel, ChatOptions } from './chatModel';

/**
 * Asks for an answer in JSON and checks it. An answer that cannot be used is sent back once with what is wrong with it.
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
	const question: ChatMessage = { role: 'user', content: prompt };
	const first = await model.complete([question], options);
	const checked = check(first, schema);
	if (checked.problem === undefined) {
		return checked.value;
	}
	const complaint = `That cannot be used: ${checked.problem}. Answer again, with the JSON alone.`;
	const second = await model.complete(
		[question, { role: 'assistant', content: first }, { role: 'user', content: complaint }],
		options,
	);
	return check(second, schema).value;
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
