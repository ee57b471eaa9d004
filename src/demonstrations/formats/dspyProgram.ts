import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonNode } from '../json/jsonSource';
import { isList, isObject, textOf, valueAt } from '../json/jsonTree';
import { columnLayout, mappedColumns, type RecordColumns } from '../records/columnLayout';
import { companionsLast, isCompanion, isInput, normaliseName } from '../records/columnNames';
import { taskIn } from './json/taskIn';
import type { RecordSet } from './json/treeFormat';
import { treeFormat } from './json/treeFormat';

/** Keys that DSPy adds to a demonstration. */
const bookkeeping = ['augmented', 'dspy_uuid', 'dspy_split'];

/**
 * A program that DSPy has saved: each predictor with its demonstrations is a set, its instructions are the task. A
 * demonstration taken from the training set may lack the fields that the predictor adds, its output among them.
 */
export const dspyProgram = treeFormat({
	id: 'dspy-program',
	title: 'DSPy program',
	noun: 'demonstration',
	confidence: 0.95,
	findSets: (text, root, mapping) => {
		const predictors = isPredictor(root) ? [['', root] as const] : [...(root.members ?? [])];
		return predictors.flatMap(([name, predictor]): readonly RecordSet[] => {
			const demos = valueAt(predictor, 'demos');
			if (demos === undefined || !isPredictor(predictor)) {
				return [];
			}
			const columns = mapping === undefined ? columnsOf(predictor) : mappedColumns(mapping);
			const task =
				taskIn(text, valueAt(predictor, 'signature', 'instructions')) ??
				taskIn(text, valueAt(predictor, 'signature_instructions'));
			const target =
				columns === undefined ? l10n.t('its fields are not known. Write a first demonstration by hand') : demos;
			const layout = (records: readonly JsonNode[]) => columns && columnLayout(text, records, columns);
			return [{ name, lists: [demos], target, task, layout }];
		});
	},
});

function isPredictor(node: JsonNode): boolean {
	const isSaved =
		isList(valueAt(node, 'traces')) || isList(valueAt(node, 'train')) || isObject(valueAt(node, 'signature'));
	return isSaved && isList(valueAt(node, 'demos'));
}

/**
 * What the fields mean. A signature lists them in order, the inputs first: outputs follow the rationale, or are the
 * last one alone. Without one, inputs are known by their usual names.
 */
function columnsOf(predictor: JsonNode): RecordColumns | undefined {
	const demos = valueAt(predictor, 'demos')?.elements ?? [];
	const listed = signatureFields(predictor);
	const fields = listed.length > 1 ? listed : fieldsOf(demos);
	const rationale = fields.findIndex(isRationale);
	const others = fields.filter((_, index) => index !== rationale);
	const isAsked = (field: string, index: number) =>
		listed.length > 1 ? index < (rationale > 0 ? rationale : others.length - 1) : isInput(field) || isCompanion(field);
	const inputs = companionsLast(others.filter(isAsked));
	const outputs = others.filter((field, index) => !isAsked(field, index));
	if (inputs.length === 0 || outputs.length === 0) {
		return undefined;
	}
	const reason = fields[rationale];
	return { inputs, outputs, ...(reason !== undefined && { rationale: reason }), partial: true, bare: true };
}

/** The names of a signature's fields; a file keeps their labels: "Next Thought:" is `next_thought`. */
function signatureFields(predictor: JsonNode): readonly string[] {
	const fields = valueAt(predictor, 'signature', 'fields')?.elements ?? [];
	const names = fields.map(field => {
		const described = /^\$\{(\w+)\}$/.exec(textOf(valueAt(field, 'description')))?.[1];
		const label = textOf(valueAt(field, 'prefix'));
		return described ?? label.replace(/:\s*$/, '').trim().toLowerCase().replaceAll(' ', '_');
	});
	return names.filter(name => name !== '');
}

/** The fields of the demonstrations that the program has completed; of all where there are none. */
function fieldsOf(demos: readonly JsonNode[]): readonly string[] {
	const completed = demos.filter(demo => valueAt(demo, 'augmented')?.value === true);
	const keys = (completed.length > 0 ? completed : demos).flatMap(({ value }) =>
		isJsonObject(value) ? Object.keys(value) : [],
	);
	return [...new Set(keys)].filter(key => !bookkeeping.includes(key));
}

function isRationale(field: string): boolean {
	return /^(?:rationale|reasoning|(?:next)?thought)$/.test(normaliseName(field));
}
