import type { TaskDefinition } from '../../demonstration';
import { trimmedField, type JsonNode } from '../../json/jsonSource';
import { isText } from '../../json/jsonTree';

/** The strings as a task definition, a line each; nothing where they say nothing. */
export function taskIn(text: string, ...nodes: readonly (JsonNode | undefined)[]): TaskDefinition | undefined {
	const fields = nodes
		.filter(isText)
		.map(node => trimmedField(text, node))
		.filter(field => field.text !== '');
	const [first] = fields;
	if (first === undefined) {
		return undefined;
	}
	const span = { start: first.span.start, end: fields.at(-1)?.span.end ?? first.span.end };
	return { text: fields.map(field => field.text).join('\n'), source: 'file', span };
}
