import { chatLayout, type ChatDialect } from '../records/chatLayout';
import { recordFormat } from './json/recordFormat';

const dialect: ChatDialect = {
	messages: 'conversations',
	role: 'from',
	content: 'value',
	user: ['human', 'user'],
	assistant: ['gpt', 'assistant'],
	system: ['system'],
};

/** Conversations as ShareGPT keeps them; calls of tools and what they gave are turns of their own. */
export const shareGpt = recordFormat({
	id: 'sharegpt',
	title: 'ShareGPT',
	findLayout: (text, records) => chatLayout(text, records, dialect),
});
