import { isJsonObject, type JsonNode } from '../json/jsonSource';
import { columnLayout, withTask } from '../records/columnLayout';
import type { LayoutFinder } from '../records/recordLayout';
import { recordFormat } from './json/recordFormat';

const inputs = ['instruction', 'input', 'history'];
const outputs = ['output', 'response'];

const findLayout: LayoutFinder = (text, records) => {
	const isUsual = (key: string) => records.filter(record => hasText(record, key)).length * 2 > records.length;
	const output = outputs.find(isUsual);
	const used = inputs.filter(key => records.some(({ value }) => isJsonObject(value) && Object.hasOwn(value, key)));
	if (output === undefined || !isUsual('instruction') || !used.includes('input')) {
		return undefined;
	}
	const columns = withTask(records, { inputs: used, outputs: [output] });
	const hasOwnSystem = columns.task !== 'system' && isUsual('system');
	return columnLayout(text, records, hasOwnSystem ? { ...columns, inputs: [...columns.inputs, 'system'] } : columns);
};

/**
 * Instructions in the columns of Alpaca (Taori et al., 2023), with a system text and earlier turns where there are
 * some. An instruction or a system text that all records share is the task.
 */
export const alpaca = recordFormat({ id: 'alpaca', title: 'Alpaca', findLayout });

function hasText({ value }: JsonNode, key: string): boolean {
	return isJsonObject(value) && typeof value[key] === 'string';
}
