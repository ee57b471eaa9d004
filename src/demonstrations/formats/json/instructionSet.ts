import * as l10n from '@vscode/l10n';
import type { FieldMapping } from '../../format';
import type { JsonNode } from '../../json/jsonSource';
import { isList } from '../../json/jsonTree';
import { columnLayout } from '../../records/columnLayout';
import type { RecordSet } from './treeFormat';

const positiveKey = 'Positive Examples';

/**
 * The set of a task of Natural Instructions: positive examples with what explains them, and instances with one or more
 * outputs each, of which the first counts. Negative examples are no demonstrations.
 */
export function instructionSet(
	text: string,
	examples: JsonNode | undefined,
	instances: JsonNode | undefined,
	keys: Required<FieldMapping>,
): RecordSet {
	const positive = examples?.members?.get(positiveKey);
	const columns = {
		inputs: [keys.input],
		outputs: [keys.output],
		rationale: keys.rationale,
		alternatives: true,
	};
	return {
		name: '',
		lists: [positive, instances].filter(isList),
		target: isList(positive) ? positive : l10n.t('it has no list "{0}". Add an empty one', positiveKey),
		layout: records => columnLayout(text, records, columns),
	};
}
