import * as l10n from '@vscode/l10n';
import { cannotReplace } from '../../edits';
import { lineEndOf, startOfLine } from '../../lines';
import type { WriteField } from '../../rewriting';
import { quotesOf } from './listEdits';
import { writeYamlScalar } from './yamlScalar';
import { contentEnd, startOf, type YamlSource } from './yamlSource';

/** Writes texts in place of the scalars of a YAML text, in their quotes where those can hold them. */
export function writeYamlField(yaml: YamlSource): WriteField {
	const { text } = yaml;
	return ({ span }, value) => {
		const found = yaml.scalarAt(span);
		if (yaml.problems.length > 0 || found === undefined) {
			throw cannotReplace(
				yaml.problems.length > 0
					? l10n.t('its YAML is broken. Repair it first')
					: l10n.t('it stands in several places, or as a list or mapping. Change the file by hand'),
			);
		}
		const { node, isInFlow } = found;
		const place = { start: startOf(node), end: contentEnd(text, node) };
		if (typeof node.value !== 'string' && isSameKind(node.value, value)) {
			return { span: place, newText: value };
		}
		const style = quotesOf(node.type);
		if (isInFlow) {
			const isPlain = style === 'plain' && /^[\p{L}\p{N}][\p{L}\p{N} ]*$/u.test(value);
			const written = isPlain ? writeYamlScalar(value, style, '', '\n') : JSON.stringify(value);
			return { span: place, newText: written };
		}
		const [indentation] = /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(startOfLine(text, place.start), place.start)) ?? [''];
		const inner = `${' '.repeat(indentation.length)}  `;
		return { span: place, newText: writeYamlScalar(value, style, inner, lineEndOf(text)) };
	};
}

/** A number for a number, or a word that YAML takes for true or false for another one. */
function isSameKind(former: unknown, text: string): boolean {
	return typeof former === 'number'
		? /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)
		: typeof former === 'boolean' && /^(?:true|false)$/.test(text);
}
