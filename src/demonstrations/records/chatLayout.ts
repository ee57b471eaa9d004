import * as l10n from '@vscode/l10n';
import type { Field, NewDemonstration, TaskDefinition } from '../demonstration';
import type { NamedField } from '../demonstration';
import { joinFields } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { namesTask } from './columnNames';
import type { RecordFields, RecordLayout } from './recordLayout';
import { recordLike } from './recordLike';

/** Under which names conversations are kept. Of several roles for one speaker the first is what is usual. */
export interface ChatDialect {
	readonly messages: string;
	readonly role: string;
	readonly content: string;
	readonly user: readonly string[];
	readonly assistant: readonly string[];
	readonly system: readonly string[];
}

const openAi: ChatDialect = {
	messages: 'messages',
	role: 'role',
	content: 'content',
	user: ['user'],
	assistant: ['assistant'],
	system: ['system', 'developer'],
};

interface Message extends NamedField {
	/** `system`, `user`, `assistant`, … */
	readonly name: string;
}

/**
 * Records with the messages of a conversation, as OpenAI's fine-tuning files have them. The last message of the
 * assistant is the output and what comes before it the input. A system message that no record contradicts is the task.
 */
export function chatLayout(
	text: string,
	records: readonly JsonNode[],
	dialect: ChatDialect = openAi,
): RecordLayout | undefined {
	const chats = records.filter(record => isChat(record.value, dialect));
	if (chats.length * 2 <= records.length) {
		return undefined;
	}
	const task = sharedTask(text, chats, dialect);
	return {
		task,
		read: record => read(text, record, task, dialect),
		compose: addition => compose(text, chats, task, addition, dialect),
	};
}

function isChat(record: unknown, { messages: key, role }: ChatDialect): boolean {
	const messages = isJsonObject(record) ? record[key] : undefined;
	const isMessage = (message: unknown) => isJsonObject(message) && typeof message[role] === 'string';
	return Array.isArray(messages) && messages.length > 0 && messages.every(isMessage);
}

function read(
	text: string,
	record: JsonNode,
	task: TaskDefinition | undefined,
	dialect: ChatDialect,
): readonly RecordFields[] | string {
	if (!isChat(record.value, dialect)) {
		return l10n.t('has no "{0}" that have a role each', dialect.messages);
	}
	const messages = messagesOf(text, record, dialect);
	const last = messages.findLastIndex(({ name }) => dialect.assistant.includes(name));
	const answer = messages[last];
	if (answer === undefined) {
		return l10n.t('has no message of the assistant');
	}
	const isTask = ({ name, field }: Message) => dialect.system.includes(name) && field.text === task?.text;
	const before = messages.slice(0, last).filter(message => !isTask(message));
	return [{ input: conversation(before, answer.field.span.start, dialect), output: answer.field }];
}

/** The messages as one text: a single one of the user alone, otherwise `role: text` lines. */
function conversation(messages: readonly Message[], place: number, { user }: ChatDialect): Field {
	const [first] = messages;
	if (first === undefined) {
		return { text: '', span: { start: place, end: place } };
	}
	const field = joinFields(messages);
	const isOther = messages.length === 1 && !user.includes(first.name);
	return isOther ? { text: `${first.name}: ${field.text}`, span: field.span } : field;
}

function messagesOf(text: string, record: JsonNode, dialect: ChatDialect): readonly Message[] {
	const list = membersOf(text, record).get(dialect.messages);
	const messages = list === undefined ? [] : elementsOf(text, list);
	return messages.map(message => {
		const members = membersOf(text, message);
		const content = members.get(dialect.content);
		const said = content === undefined || content.value === null ? members.get('tool_calls') : content;
		return { name: String(members.get(dialect.role)?.value), field: contentField(text, said ?? message) };
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

/** The system message, or the system text beside the messages, that is the same wherever there is one. */
function sharedTask(text: string, chats: readonly JsonNode[], dialect: ChatDialect): TaskDefinition | undefined {
	let shared: Field | undefined;
	for (const chat of chats) {
		const beside = [...membersOf(text, chat)].find(
			([key, node]) => namesTask(key) && typeof node.value === 'string',
		)?.[1];
		const fields = messagesOf(text, chat, dialect)
			.filter(({ name }) => dialect.system.includes(name))
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
	dialect: ChatDialect,
): Record<string, unknown> {
	const last = chats.at(-1)?.value;
	const list = isJsonObject(last) ? last[dialect.messages] : [];
	const former = list as readonly Readonly<Record<string, unknown>>[];
	const roleOf = (message: Readonly<Record<string, unknown>>) => String(message[dialect.role]);
	const contentFirst = Object.keys(former[0] ?? {})[0] === dialect.content;
	const message = (roles: readonly string[], said: string) => {
		const role = former.map(roleOf).find(name => roles.includes(name)) ?? roles[0];
		const members = [
			[dialect.role, role],
			[dialect.content, said],
		] as const;
		return Object.fromEntries(contentFirst ? members.toReversed() : members);
	};
	const system = former.filter(
		other => dialect.system.includes(roleOf(other)) && other[dialect.content] === task?.text,
	);
	return {
		...recordLike(text, chats, namesTask),
		[dialect.messages]: [...system, message(dialect.user, input), message(dialect.assistant, output)],
	};
}
