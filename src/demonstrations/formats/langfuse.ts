import { isJsonObject } from '../json/jsonSource';
import { itemLayout } from '../records/itemLayout';
import { recordFormat } from './json/recordFormat';

/** Items of a Langfuse dataset: an input and an expected output, texts or objects. */
export const langfuse = recordFormat({
	id: 'langfuse',
	title: 'Langfuse dataset items',
	findLayout: itemLayout(
		'input',
		'expectedOutput',
		value => isJsonObject(value) && Object.hasOwn(value, 'input') && Object.hasOwn(value, 'expectedOutput'),
	),
});
