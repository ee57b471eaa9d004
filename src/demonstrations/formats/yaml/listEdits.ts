import * as l10n from '@vscode/l10n';
import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextEdit } from '../../../base/textRange';
import { cannotInsert, cannotRemove, lineInsertion, listElementSpan, wholeLines } from '../../edits';
import { lineEndOf, startOfLine } from '../../lines';
import { itemsOf } from './listItems';
import { writeYamlScalar, type QuoteStyle } from './yamlScalar';
import { contentEnd, dashesOf, startOf, type YamlSource } from './yamlSource';

/**
 * Takes an item out of a list, with its lines or its comma.
 *
 * @throws {UserError} `format.cannotRemove`: others refer to an anchor in it, or the YAML is broken
 */
export function removeItem(yaml: YamlSource, list: YAMLSeq, index: number): readonly TextEdit[] {
	const spans = itemsOf(yaml, list).map(({ span }) => span);
	const span = spans[index];
	if (span === undefined) {
		return [];
	}
	if (yaml.problems.length > 0) {
		throw cannotRemove(l10n.t('its YAML is broken. Repair it first'));
	}
	const [anchor] = yaml.anchorsNeeded(span);
	if (anchor !== undefined) {
		throw cannotRemove(l10n.t('others refer to its anchor &{0}. Move the anchor to one of them', anchor));
	}
	if (dashesOf(list).length === 0) {
		const inner = { start: startOf(list) + 1, end: contentEnd(yaml.text, list) - 1 };
		return [{ span: listElementSpan(spans, index, inner), newText: '' }];
	}
	return spans.length === 1 ? [{ span, newText: '[]' }] : [{ span: wholeLines(yaml.text, span), newText: '' }];
}

/**
 * Puts mappings behind the last item of a list, with the keys of the last one that has most of the given ones, in its
 * indentation, quotes or braces. Keys that are not given repeat what all items say alike, and are empty otherwise.
 *
 * @throws {UserError} `format.cannotInsert`: the list stands in brackets, or has no mapping to follow, or the YAML is broken
 */
export function insertMappings(
	yaml: YamlSource,
	list: Node | undefined,
	additions: readonly ReadonlyMap<string, string | undefined>[],
): readonly TextEdit[] {
	if (yaml.problems.length > 0) {
		throw cannotInsert(l10n.t('its YAML is broken. Repair it first'));
	}
	const items = isSeq(list) ? (list as YAMLSeq<Node>).items : [];
	const mappings = items.filter(item => isMap(item));
	const last = items.at(-1);
	if (!isSeq(list) || mappings.length === 0 || last === undefined) {
		throw cannotInsert(l10n.t('it has no list of its own with a first demonstration. Write one by hand'));
	}
	const [dash] = dashesOf(list);
	if (dash === undefined) {
		throw cannotInsert(
			l10n.t('its demonstrations stand in brackets. Write them as items with a dash on lines of their own'),
		);
	}
	const { text } = yaml;
	const eol = lineEndOf(text);
	const before = text.slice(startOfLine(text, dash), dash);
	const gap = /^-([ ]+)\S/.exec(text.slice(dash, dash + 80))?.[1] ?? ' ';
	const indentation = `${before} ${gap}`;
	const lines = additions.map(values => `${before}-${gap}${writeMapping(yaml, mappings, values, indentation, eol)}`);
	return [lineInsertion(text, contentEnd(text, last), lines, eol)];
}

function writeMapping(
	yaml: YamlSource,
	mappings: readonly YAMLMap[],
	values: ReadonlyMap<string, string | undefined>,
	indentation: string,
	eol: string,
): string {
	const { text } = yaml;
	const given = [...values].flatMap(([name, value]) => (value === undefined ? [] : [name]));
	const known = (mapping: YAMLMap) => given.filter(name => memberOf(mapping, name) !== undefined).length;
	const most = mappings.reduce((count, mapping) => Math.max(count, known(mapping)), 0);
	const model = mappings.findLast(mapping => known(mapping) === most);
	const isFlow = model?.flow === true;
	const write = (name: string, value: unknown) => {
		const wanted = values.get(name);
		if (wanted === undefined) {
			return values.has(name) ? '' : (sharedSource(yaml, mappings, name) ?? '');
		}
		const style = isScalar(value) ? quotesOf(value.type) : 'plain';
		return isFlow ? JSON.stringify(wanted) : writeYamlScalar(wanted, style, `${indentation}  `, eol);
	};
	const members = (model?.items ?? []).flatMap(({ key, value }) => {
		const source = isScalar(key) ? text.slice(startOf(key), contentEnd(text, key)) : '';
		const written = isScalar(key) ? write(String(key.value), value) : '';
		// A merge would bring other values in.
		return source === '' || source === '<<' ? [] : [written === '' ? `${source}:` : `${source}: ${written}`];
	});
	const missing = given.filter(name => model === undefined || memberOf(model, name) === undefined);
	members.push(...missing.map(name => `${writeYamlScalar(name, 'plain', '', eol)}: ${write(name, undefined)}`));
	if (!isFlow) {
		return members.join(eol + indentation);
	}
	const padding = /^\{([ ]*)/.exec(text.slice(startOf(model), startOf(model) + 80))?.[1] ?? '';
	return `{${padding}${members.join(', ')}${padding}}`;
}

function memberOf(mapping: YAMLMap, name: string): Pair | undefined {
	return mapping.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** The source of the value that all mappings have under the name alike. */
function sharedSource(yaml: YamlSource, mappings: readonly YAMLMap[], name: string): string | undefined {
	const sources = mappings.map(mapping => {
		const value = memberOf(mapping, name)?.value;
		return isNode(value) ? yaml.text.slice(startOf(value), contentEnd(yaml.text, value)) : undefined;
	});
	return sources.length > 1 && sources.every(source => source === sources[0]) ? sources[0] : undefined;
}

export function columnOf(text: string, offset: number): number {
	return offset - startOfLine(text, offset);
}

export function quotesOf(type: string | null | undefined): QuoteStyle {
	return type === 'QUOTE_SINGLE' ? 'single' : type === 'QUOTE_DOUBLE' ? 'double' : 'plain';
}
