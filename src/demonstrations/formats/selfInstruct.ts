import * as l10n from '@vscode/l10n';
import type { NewDemonstration } from '../demonstration';
import type { NamedField } from '../demonstration';
import { joinFields, splitInput } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import type { LayoutFinder, RecordFields } from '../records/recordLayout';
import { recordLike } from '../records/recordLike';
import { recordFormat } from './json/recordFormat';

const inputNames = ['instruction', 'input'];

const findLayout: LayoutFinder = (text, records) =>
	records.filter(isTask).length * 2 > records.length
		? {
				task: undefined,
				read: record => read(text, record),
				compose: addition => compose(text, records, addition),
			}
		: undefined;

/**
 * Tasks of Self-Instruct (Wang et al., 2023): an instruction with instances. Each instance is a demonstration, with the
 * instruction in its input, for the lines of a file have one each.
 */
export const selfInstruct = recordFormat({ id: 'self-instruct', title: 'Self-Instruct tasks', findLayout });

function isTask({ value }: JsonNode): boolean {
	return isJsonObject(value) && typeof value['instruction'] === 'string' && Array.isArray(value['instances']);
}

function read(text: string, record: JsonNode): readonly RecordFields[] | string {
	const members = membersOf(text, record);
	const instruction = members.get('instruction');
	const list = members.get('instances');
	const instances = list === undefined ? [] : elementsOf(text, list);
	if (instruction === undefined || instances.length === 0) {
		return l10n.t('has no "{0}"', instruction === undefined ? 'instruction' : 'instances');
	}
	const found: RecordFields[] = [];
	for (const instance of instances) {
		const inner = membersOf(text, instance);
		const parts: NamedField[] = [{ name: 'instruction', field: fieldOf(text, instruction) }];
		const input = inner.get('input');
		if (input !== undefined && input.value !== null) {
			parts.push({ name: 'input', field: fieldOf(text, input) });
		}
		const output = inner.get('output');
		if (output === undefined || output.value === null) {
			return l10n.t('has an instance without "output"');
		}
		const span = instances.length > 1 && { span: instance.span };
		found.push({ input: joinFields(parts), output: fieldOf(text, output), ...span });
	}
	return found;
}

function compose(text: string, records: readonly JsonNode[], addition: NewDemonstration): Record<string, unknown> {
	const [instruction, input] = splitInput(inputNames, addition.input);
	return {
		...recordLike(text, records, () => false),
		instruction,
		instances: [{ input, output: addition.output }],
	};
}
