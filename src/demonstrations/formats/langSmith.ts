import { isJsonObject } from '../json/jsonSource';
import { itemLayout } from '../records/itemLayout';
import { recordFormat } from './json/recordFormat';

/** Examples of a LangSmith dataset: named inputs and named outputs, in objects of their own. */
export const langSmith = recordFormat({
	id: 'langsmith',
	title: 'LangSmith examples',
	findLayout: itemLayout(
		'inputs',
		'outputs',
		value => isJsonObject(value) && isJsonObject(value['inputs']) && Object.hasOwn(value, 'outputs'),
	),
});
