import * as l10n from '@vscode/l10n';
import type { Field, NewDemonstration } from '../demonstration';
import { cannotInsert } from '../edits';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { isList, valueAt } from '../json/jsonTree';
import type { RecordFields } from '../records/recordLayout';
import type { RecordSet } from './json/treeFormat';
import { treeFormat } from './json/treeFormat';

/**
 * Queries of the Snips benchmark (Coucke et al., 2018), cut into segments of which some are slots. The input is the
 * whole query, the output a line `slot: words` for each slot. Every intent is a set of its own.
 */
export const snipsNlu = treeFormat({
	id: 'snips-nlu',
	title: 'Snips NLU queries',
	noun: 'query',
	confidence: 0.9,
	findSets: (text, root) =>
		[...(root.members ?? [])].flatMap(([intent, list]) =>
			isList(list) && list.elements.some(isQuery) ? [setOf(text, intent, list)] : [],
		),
});

function setOf(text: string, name: string, list: JsonNode): RecordSet {
	const layout = () => ({ task: undefined, read: (record: JsonNode) => read(text, record), compose });
	return { name, lists: [list], target: list, layout };
}

function isQuery(node: JsonNode): boolean {
	const segments = valueAt(node, 'data')?.value;
	return (
		Array.isArray(segments) &&
		segments.length > 0 &&
		segments.every(segment => isJsonObject(segment) && typeof segment['text'] === 'string')
	);
}

function read(text: string, record: JsonNode): readonly RecordFields[] | string {
	const data = membersOf(text, record).get('data');
	if (data === undefined || !isQuery(record)) {
		return l10n.t('has no "data" of segments with a "text" each');
	}
	const words: Field[] = [];
	const slots: (Field & { readonly line: string })[] = [];
	for (const segment of elementsOf(text, data)) {
		const members = membersOf(text, segment);
		const said = members.get('text');
		const slot = members.get('entity');
		if (said !== undefined) {
			const field = fieldOf(text, said);
			words.push(field);
			if (slot !== undefined) {
				slots.push({ ...field, line: `${String(slot.value)}: ${field.text}` });
			}
		}
	}
	const end = data.span.end - 1;
	return [
		{
			input: { text: words.map(word => word.text).join(''), span: hull(words, end) },
			output: { text: slots.map(({ line }) => line).join('\n'), span: hull(slots, end) },
		},
	];
}

function hull(fields: readonly Field[], otherwise: number): Field['span'] {
	return { start: fields[0]?.span.start ?? otherwise, end: fields.at(-1)?.span.end ?? otherwise };
}

/** Cuts the input into segments at the words that the lines of the output name, in their order. */
function compose({ input, output }: NewDemonstration): unknown {
	const data: Readonly<Record<string, string>>[] = [];
	let offset = 0;
	for (const line of output === '' ? [] : output.split('\n')) {
		const [, entity = '', words = ''] = /^([^:]+): (.+)$/.exec(line) ?? [];
		const start = words === '' ? -1 : input.indexOf(words, offset);
		if (start === -1) {
			throw cannotInsert(
				l10n.t('the output must be lines "slot: words" with words of the input, in its order. Reword it'),
			);
		}
		data.push(...plain(input.slice(offset, start)), { text: words, entity });
		offset = start + words.length;
	}
	const rest = input.slice(offset);
	return { data: [...data, ...(data.length === 0 ? [{ text: rest }] : plain(rest))] };
}

function plain(text: string): readonly { readonly text: string }[] {
	return text === '' ? [] : [{ text }];
}
