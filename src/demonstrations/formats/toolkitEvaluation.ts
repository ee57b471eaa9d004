import { isJsonObject } from '../json/jsonSource';
import { columnLayout } from '../records/columnLayout';
import { normaliseName } from '../records/columnNames';
import type { LayoutFinder } from '../records/recordLayout';
import { recordFormat } from './json/recordFormat';

const findLayout: LayoutFinder = (text, records) => {
	const keys = new Set(records.flatMap(({ value }) => (isJsonObject(value) ? Object.keys(value) : [])));
	const find = (name: string) => [...keys].find(key => normaliseName(key) === name);
	const query = find('query');
	const truth = find('groundtruth');
	if (query === undefined || truth === undefined) {
		return undefined;
	}
	const context = find('context');
	const inputs = context === undefined ? [query] : [query, context];
	const isRecord = ({ value }: { readonly value: unknown }) =>
		isJsonObject(value) && typeof value[query] === 'string' && Object.hasOwn(value, truth);
	const isUsual = records.filter(isRecord).length * 2 > records.length;
	return isUsual ? columnLayout(text, records, { inputs, outputs: [truth] }) : undefined;
};

/**
 * Rows of an evaluation in AI Toolkit: a query, the response that a model gave, and the ground truth. The truth is the
 * output, since the response is what is being judged.
 */
export const toolkitEvaluation = recordFormat({
	id: 'ai-toolkit',
	title: 'AI Toolkit evaluation',
	findLayout,
});
