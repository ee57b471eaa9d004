import * as l10n from '@vscode/l10n';
import { isSeq } from 'yaml';
import type { ParseProblem } from '../demonstration';
import type { SourceDocument } from '../format';
import { contentStart } from '../lines';
import { fieldColumnsOf, type FieldColumns, type FieldRecord } from '../records/fieldColumns';
import { templateColumns } from './langChain/templateColumns';
import { mappingsOf, recordListFormat, taskOf, type RecordList } from './yaml/recordListFormat';
import type { YamlSource } from './yaml/yamlSource';

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.95;

/** A few-shot prompt of LangChain. Examples in another file are named and not opened; the prefix is the task. */
export const langChainYaml = recordListFormat({
	id: 'langchain-yaml',
	title: 'LangChain few-shot prompt (YAML)',
	detect,
	listsOf,
});

function detect({ name, text }: SourceDocument): number {
	const start = text.slice(contentStart(text), sampleLength);
	const isFewShot = /^["']?_type["']?:[ \t]*["']?few_shot\b/m.test(start);
	return /\.ya?ml$/i.test(name) && isFewShot && /^["']?examples["']?:/m.test(start) ? certain : 0;
}

function listsOf(yaml: YamlSource): readonly RecordList[] {
	const root = yaml.members(yaml.root);
	const examples = root.get('examples');
	if (examples === undefined) {
		return [];
	}
	const problems: ParseProblem[] = [];
	if (!isSeq(examples)) {
		const { text, span } = yaml.field(examples);
		problems.push({
			message: l10n.t('The examples are in another file ({0}), which is not opened. Open that file.', text),
			span,
		});
	}
	const template = yaml.members(root.get('example_prompt')).get('template');
	const columns = columnsOf(mappingsOf(yaml, examples), template === undefined ? '' : yaml.field(template).text);
	return [{ list: examples, columns, task: taskOf(yaml, root.get('prefix')), problems }];
}

/** What the prompt for an example says; without such a prompt, usual names are looked for. */
function columnsOf(records: readonly FieldRecord[], template: string): FieldColumns | undefined {
	const names = new Set(records.flatMap(({ fields }) => [...fields.keys()]));
	return templateColumns(template, [...names]) ?? fieldColumnsOf(records);
}
