import type { Field, NewDemonstration, TaskDefinition } from '../demonstration';
import { joinFields, type NamedField } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { namesTask } from './columnNames';
import type { RecordFields, RecordLayout } from './recordLayout';
import { recordLike } from './recordLike';

const messagesKey = 'messages';

interface Message extends NamedField {
	/** `system`, `user`, `assistant`, … */
	readonly name: string;
}

/**
 * Records with the messages of a conversation, as OpenAI's fine-tuning files have them. The last message of the
 * assistant is the output and what comes before it the input. A system message that no record contradicts is the task.
 */
export function chatLayout(text: string, records: readonly JsonNode[]): RecordLayout | undefined {
	const chats = records.filter(record => isChat(record.value));
	if (chats.length * 2 <= records.length) {
		return undefined;
	}
	const task = sharedTask(text, chats);
	return {
		task,
		read: record => read(text, record, task),
		compose: addition => compose(text, chats, task, addition),
	};
}

function isChat(record: unknown): boolean {
	const messages = isJsonObject(record) ? record[messagesKey] : undefined;
	return Array.isArray(messages) && messages.length > 0 && messages.every(message => isMessage(message));
}

function isMessage(message: unknown): boolean {
	return isJsonObject(message) && typeof message['role'] === 'string';
}

function read(text: string, record: JsonNode, task: TaskDefinition | undefined): RecordFields | string {
	if (!isChat(record.value)) {
		return `has no "${messagesKey}" that have a role each`;
	}
	const messages = messagesOf(text, record);
	const last = messages.findLastIndex(message => message.name === 'assistant');
	const answer = messages[last];
	if (answer === undefined) {
		return 'has no message of the assistant';
	}
	const before = messages.slice(0, last).filter(message => !(isSystem(message) && message.field.text === task?.text));
	return { input: conversation(before, answer.field.span.start), output: answer.field };
}

/** The messages as one text: a single one of the user alone, otherwise `role: text` lines. */
function conversation(messages: readonly Message[], place: number): Field {
	const [first] = messages;
	if (first === undefined) {
		return { text: '', span: { start: place, end: place } };
	}
	const { text, span } = joinFields(messages);
	const alone = messages.length === 1;
	return { text: alone && first.name !== 'user' ? `${first.name}: ${text}` : text, span };
}

function messagesOf(text: string, record: JsonNode): readonly Message[] {
	const list = membersOf(text, record).get(messagesKey);
	const messages = list === undefined ? [] : elementsOf(text, list);
	return messages.map(message => {
		const members = membersOf(text, message);
		const content = members.get('content');
		const said = content === undefined || content.value === null ? members.get('tool_calls') : content;
		return { name: String(members.get('role')?.value), field: contentField(text, said ?? message) };
	});
}

/** A string, or an array of parts of which the texts count; anything else as JSON. */
function contentField(text: string, content: JsonNode): Field {
	const parts = elementsOf(text, content).map(part => membersOf(text, part).get('text'));
	const texts = parts.filter(part => typeof part?.value === 'string').filter(part => part !== undefined);
	if (texts.length === 0 || texts.length < parts.length) {
		return fieldOf(text, content);
	}
	const fields = texts.map(part => fieldOf(text, part));
	const span = { start: fields[0]?.span.start ?? 0, end: fields.at(-1)?.span.end ?? 0 };
	return { text: fields.map(field => field.text).join('\n'), span };
}

function isSystem(message: Message): boolean {
	return isSystemRole(message.name);
}

function isSystemRole(role: unknown): boolean {
	return role === 'system' || role === 'developer';
}

/** The system message, or the system text beside the messages, that is the same wherever there is one. */
function sharedTask(text: string, chats: readonly JsonNode[]): TaskDefinition | undefined {
	let shared: Field | undefined;
	for (const chat of chats) {
		const beside = [...membersOf(text, chat)].find(
			([key, node]) => namesTask(key) && typeof node.value === 'string',
		)?.[1];
		const fields = messagesOf(text, chat)
			.filter(isSystem)
			.map(message => message.field);
		for (const field of beside === undefined ? fields : [fieldOf(text, beside), ...fields]) {
			shared ??= field;
			if (field.text !== shared.text) {
				return undefined;
			}
		}
	}
	return shared === undefined || shared.text.trim() === '' ? undefined : { ...shared, source: 'file' };
}

/** A record like the others, with the last one's system message where that is the shared one. */
function compose(
	text: string,
	chats: readonly JsonNode[],
	task: TaskDefinition | undefined,
	{ input, output }: NewDemonstration,
): Record<string, unknown> {
	const last = chats.at(-1)?.value;
	const former = (isJsonObject(last) ? last[messagesKey] : []) as readonly Readonly<Record<string, unknown>>[];
	const contentFirst = Object.keys(former[0] ?? {})[0] === 'content';
	const message = (role: string, content: string) => (contentFirst ? { content, role } : { role, content });
	const system = former.filter(({ role, content }) => isSystemRole(role) && content === task?.text);
	return {
		...recordLike(text, chats, namesTask),
		[messagesKey]: [...system, message('user', input), message('assistant', output)],
	};
}
