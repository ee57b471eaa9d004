import * as l10n from '@vscode/l10n';
import { isScalar, isSeq, type Node } from 'yaml';
import type { ParseProblem, TaskDefinition } from '../demonstration';
import type { SourceDocument } from '../format';
import { contentStart } from '../lines';
import { fieldColumnsOf, usualNames, type FieldColumns, type FieldRecord } from '../records/fieldColumns';
import { mappingsOf, recordListFormat, taskOf, type RecordList } from './yaml/recordListFormat';
import type { YamlSource } from './yaml/yamlSource';

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.95;

/**
 * A task of the Language Model Evaluation Harness with its samples in the file. Functions that it names
 * (`!function …`) are never run. The templates `doc_to_text` and `doc_to_target` say which fields are read.
 */
export const evaluationHarness = recordListFormat({
	id: 'lm-eval-harness',
	title: 'LM Evaluation Harness task',
	detect,
	listsOf,
});

function detect({ name, text }: SourceDocument): number {
	const start = text.slice(contentStart(text), sampleLength);
	return /\.ya?ml$/i.test(name) && /^fewshot_config:/m.test(start) && /^[ \t]+samples:/m.test(start) ? certain : 0;
}

function listsOf(yaml: YamlSource): readonly RecordList[] {
	const root = yaml.members(yaml.root);
	const fewShot = yaml.members(root.get('fewshot_config'));
	const samples = fewShot.get('samples');
	const problems: ParseProblem[] = [];
	if (samples !== undefined && !isSeq(samples)) {
		const message = l10n.t('These samples come from a function, which is not run. Write them as a list.');
		problems.push({ message, span: yaml.field(samples).span });
	}
	const template = (name: string) => templateOf(fewShot.get(name) ?? root.get(name));
	const text = template('doc_to_text');
	const columns = columnsOf(mappingsOf(yaml, samples), text, template('doc_to_target'));
	const task =
		taskOf(yaml, root.get('description')) ?? leadOf(yaml, fewShot.get('doc_to_text') ?? root.get('doc_to_text'));
	return samples === undefined ? [] : [{ list: samples, columns, task, problems }];
}

/** A template in the file; one that a function makes has no text. */
function templateOf(node: Node | undefined): string {
	return isScalar(node) && node.tag !== '!function' ? String(node.value) : '';
}

/** The samples' names that the templates mention, or the usual ones. */
function columnsOf(records: readonly FieldRecord[], text: string, target: string): FieldColumns | undefined {
	const names = usualNames(records);
	const mentioned = (template: string) => names.filter(name => mentions(template, name));
	const [output] = mentioned(target);
	const inputs = mentioned(text).filter(name => name !== output);
	return output === undefined || inputs.length === 0 ? fieldColumnsOf(records) : { inputs, output };
}

/** True for a template that is the name, or uses it as a variable. */
function mentions(template: string, name: string): boolean {
	const code = template.split(/\{[{%]/).slice(1);
	const words = code.flatMap(part => part.split(/[}%]\}/)[0]?.split(/\W+/) ?? []);
	return template.trim() === name || words.includes(name);
}

/** What a template says before its first variable, if that is more than a label. */
function leadOf(yaml: YamlSource, node: Node | undefined): TaskDefinition | undefined {
	const lead = templateOf(node).split(/\{[{%]/)[0] ?? '';
	const text = lead.slice(0, lead.lastIndexOf('\n') + 1).trim();
	return !isScalar(node) || text === '' ? undefined : { text, source: 'file', span: yaml.field(node).span };
}
