import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { applyEdits } from '../base/textRange';
import type { NewDemonstration } from './demonstration';
import { formatById } from './registry';

/** A file with one demonstration, which shows the format how those that replace it are written. */
interface Template {
	readonly format: string;
	/** @param task the task definition, or nothing */
	readonly text: (task: string | undefined) => string;
}

const sample = { input: 'sample input', output: 'sample output' };

const templates: Readonly<Record<string, Template>> = {
	'.jsonl': { format: 'jsonl', text: () => `${JSON.stringify(sample)}\n` },
	'.json': { format: 'json', text: () => `[\n\t${JSON.stringify(sample)}\n]\n` },
	'.yaml': { format: 'yaml-list', text: () => `- input: ${sample.input}\n  output: ${sample.output}\n` },
	'.csv': { format: 'csv', text: () => `input,output\n${sample.input},${sample.output}\n` },
	'.tsv': { format: 'csv', text: () => `input\toutput\n${sample.input}\t${sample.output}\n` },
	'.txt': {
		format: 'prompt-text',
		text: task => `${task === undefined ? '' : `${task}\n\n`}Input: ${sample.input}\nOutput: ${sample.output}\n`,
	},
};

const sameAs: Readonly<Record<string, string>> = { '.yml': '.yaml', '.ndjson': '.jsonl', '.md': '.txt' };

/**
 * The text of a new file with these demonstrations, in the usual format of its extension. A prompt text begins with
 * the task definition; the other formats have no place for it.
 *
 * @throws {UserError} `format.noNewFile`: nothing is written under this extension; and what the format throws
 */
export function newFileText(
	name: string,
	demonstrations: readonly NewDemonstration[],
	task: string | undefined,
): { readonly text: string; readonly format: string } {
	const extension = /\.[a-z]+$/i.exec(name)?.[0].toLowerCase() ?? '';
	const template = templates[sameAs[extension] ?? extension];
	const format = template === undefined ? undefined : formatById(template.format);
	if (template === undefined || format === undefined) {
		throw new UserError(
			'format.noNewFile',
			l10n.t(
				'Demoscope writes no new file named {0}. Name one that ends in {1}.',
				name,
				Object.keys(templates).join(', '),
			),
			'usage',
		);
	}
	const document = { name, text: template.text(task) };
	const set = format.parse(document);
	const filled = applyEdits(document.text, format.insert(document, set, demonstrations));
	const withSample = { name, text: filled };
	const text = applyEdits(filled, format.remove(withSample, format.parse(withSample), '1'));
	return { text, format: format.id };
}
