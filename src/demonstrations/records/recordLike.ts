import { metadataKey } from '../demonstration';
import { isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { RawJson } from '../json/jsonWriter';

/**
 * A new record with the keys of the last one, in their order. What all records write alike is copied, as is what
 * `isKept` names; other texts become empty and other values null.
 */
export function recordLike(
	text: string,
	records: readonly JsonNode[],
	isKept: (key: string) => boolean,
): Record<string, unknown> {
	const last = records.at(-1);
	if (last === undefined) {
		return {};
	}
	const sourceOf = (node: JsonNode) => text.slice(node.span.start, node.span.end);
	const isShared = (key: string, source: string) =>
		records.length > 1 &&
		records.every(record => {
			const other = isJsonObject(record.value) ? membersOf(text, record).get(key) : undefined;
			return other !== undefined && sourceOf(other) === source;
		});
	const members = [...membersOf(text, last)]
		.filter(([key]) => key !== metadataKey)
		.map(([key, node]) => {
			const source = sourceOf(node);
			const copied = isKept(key) || isShared(key, source);
			return [key, copied ? new RawJson(source) : typeof node.value === 'string' ? '' : null] as const;
		});
	return Object.fromEntries(members);
}
