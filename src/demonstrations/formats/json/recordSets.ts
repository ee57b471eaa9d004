import type { FieldMapping } from '../../format';
import { isJsonObject, partsOf, type JsonNode } from '../../json/jsonSource';
import { layoutOf, type LayoutFinder, type RecordLayout } from '../../records/recordLayout';
import type { RecordSet } from './treeFormat';

/** How deep below the file's value a list of records is looked for. */
const deepest = 2;

/**
 * The lists of a file whose records have the layout: the file itself, or the values under its keys. A list is an array
 * of objects, or an object that holds nothing else.
 */
export function findRecordSets(
	text: string,
	root: JsonNode,
	mapping: FieldMapping | undefined,
	findLayout: LayoutFinder,
): readonly RecordSet[] {
	const layout = (records: readonly JsonNode[]) => layoutOf(text, records, mapping, findLayout);
	const sets: RecordSet[] = [];
	visit(root, []);
	return sets;

	function visit(node: JsonNode, path: readonly string[]): void {
		const parts = partsOf(text, node);
		const records = parts.filter(({ value }) => isJsonObject(value));
		const isArray = Array.isArray(node.value);
		const isListed = isArray ? records.length * 2 > parts.length : records.length === parts.length;
		if (isListed && holdDemonstrations(records, layout(records))) {
			sets.push({ name: path.join('.'), lists: [node], target: node, layout });
		} else if (!isArray && path.length < deepest) {
			for (const [key, member] of node.members ?? []) {
				visit(member, [...path, key]);
			}
		}
	}
}

/** A single object under a key may well be something else, such as a setting. */
export function isTelling({ lists }: RecordSet): boolean {
	return lists.some(({ value }) => Array.isArray(value) || Object.keys(value as object).length > 1);
}

/** A mapping fits any records; those it was meant for have what it names. */
function holdDemonstrations(records: readonly JsonNode[], layout: RecordLayout | undefined): boolean {
	return layout !== undefined && records.some(record => typeof layout.read(record) !== 'string');
}
