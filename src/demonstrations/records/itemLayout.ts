import { isJsonObject, type JsonNode } from '../json/jsonSource';
import { columnLayout } from './columnLayout';
import { companionsLast } from './columnNames';
import type { LayoutFinder } from './recordLayout';

/**
 * Items that have the values of the input under one key and those of the output under another: each a value, or an
 * object of named ones. The output may be missing.
 *
 * @param isItem whether a value is such an item
 */
export function itemLayout(input: string, output: string, isItem: (value: unknown) => boolean): LayoutFinder {
	return (text, records) => {
		if (records.filter(({ value }) => isItem(value)).length * 2 <= records.length) {
			return undefined;
		}
		const inputs = pathsUnder(input, records);
		const outputs = pathsUnder(output, records);
		return columnLayout(text, records, { inputs, outputs, partial: true });
	};
}

/** The paths of the members where the values under the key are objects, else the key itself. */
function pathsUnder(key: string, records: readonly JsonNode[]): readonly string[] {
	const inner = new Set<string>();
	for (const { value } of records) {
		const under = isJsonObject(value) ? value[key] : undefined;
		for (const name of isJsonObject(under) ? Object.keys(under) : []) {
			inner.add(name);
		}
	}
	return inner.size === 0 ? [key] : companionsLast([...inner]).map(name => `${key}.${name}`);
}
