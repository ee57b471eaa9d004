import * as l10n from '@vscode/l10n';
import { isMap, isNode, isScalar, parseDocument, type Document } from 'yaml';
import { UserError, messageOf } from '../base/errors';
import { LineMap, type Span } from '../base/textRange';
import type { SourceDocument } from '../demonstrations/format';
import { configurationSchema, type Configuration } from './configuration';

/** Longest text, in UTF-16 units, that is looked at. */
const maximumLength = 1024 * 1024;

/** Most mistakes of one file that are told. */
const maximumMistakes = 20;

/** What is wrong with a configuration, in words without a full stop, and where. */
export interface ConfigurationMistake {
	readonly message: string;
	readonly span: Span;
}

/** What a text of YAML configures, or what keeps it from that: at least one mistake. */
export type CheckedConfiguration =
	| { readonly configuration: Configuration }
	| { readonly mistakes: readonly [ConfigurationMistake, ...ConfigurationMistake[]] };

interface Issue {
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly keys?: readonly string[];
}

/**
 * The configuration in a text of YAML; an empty one says nothing.
 *
 * @throws {UserError} `configuration.invalid`: names the file, the line and the key of the first mistake
 */
export function readConfiguration({ name, text }: SourceDocument): Configuration {
	const checked = checkConfiguration(text);
	if ('configuration' in checked) {
		return checked.configuration;
	}
	const [{ message, span }] = checked.mistakes;
	const line = new LineMap(text).position(span.start).line + 1;
	throw new UserError('configuration.invalid', `${name}:${line}: ${message}.`);
}

/** The same, with every mistake and where it stands. */
export function checkConfiguration(text: string): CheckedConfiguration {
	if (text.length > maximumLength) {
		return wrong(l10n.t('it is too long for a configuration'), { start: 0, end: 0 });
	}
	let document: Document;
	let value: unknown;
	try {
		document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
		const [first, ...others] = document.errors.slice(0, maximumMistakes).map(({ message, pos: [start, end] }) => ({
			message: l10n.t('it is not valid YAML: {0}', message.replace(/\.$/, '')),
			span: { start, end },
		}));
		if (first !== undefined) {
			return { mistakes: [first, ...others] };
		}
		value = document.toJS();
	} catch (error) {
		// What nests too deeply ends the parser's stack, and aliases that stand for too much are refused.
		return wrong(messageOf(error).replace(/\.$/, ''), { start: 0, end: 0 });
	}
	if (value === null) {
		return { configuration: { sets: [] } };
	}
	const { data, error } = configurationSchema.safeParse(value);
	const [first, ...others] = (error?.issues ?? []).slice(0, maximumMistakes).map(issue => ({
		message: `${keyText(issue.path)} ${issue.message}`,
		span: withoutSpaceBehind(text, placeOf(document, issue)),
	}));
	if (first !== undefined) {
		return { mistakes: [first, ...others] };
	}
	return data === undefined ? wrong(l10n.t('it cannot be read'), { start: 0, end: 0 }) : { configuration: data };
}

function wrong(message: string, span: Span): CheckedConfiguration {
	return { mistakes: [{ message, span }] };
}

/** "sets[0].mapping.input" */
function keyText(path: readonly PropertyKey[]): string {
	const text = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
	return text === '' ? 'the configuration' : text.replace(/^\./, '');
}

/** Where the mistake stands: at the key that is unknown, at the value, or at what should have it. */
function placeOf(document: Document, { path, keys = [] }: Issue): Span {
	for (let length = path.length; length >= 0; length--) {
		const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
		if (isNode(node)) {
			const key = isMap(node) ? node.items.map(pair => pair.key).find(isNamed(keys)) : undefined;
			const [start = 0, end = start] = (isNode(key) ? key : node).range ?? [];
			return { start, end };
		}
	}
	return { start: 0, end: 0 };
}

function withoutSpaceBehind(text: string, { start, end }: Span): Span {
	return { start, end: start + text.slice(start, end).trimEnd().length };
}

function isNamed(names: readonly string[]): (key: unknown) => boolean {
	return key => isScalar(key) && names.includes(String(key.value));
}
