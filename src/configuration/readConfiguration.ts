import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { UserError, messageOf } from '../base/errors';
import type { SourceDocument } from '../demonstrations/format';
import { configurationSchema, type Configuration } from './configuration';

/** Longest text, in UTF-16 units, that is looked at. */
const maximumLength = 1024 * 1024;

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
	if (text.length > maximumLength) {
		throw invalid(name, 'it is too long for a configuration');
	}
	const lines = new LineCounter();
	let document: Document;
	let value: unknown;
	try {
		document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false });
		const [mistake] = document.errors;
		if (mistake !== undefined) {
			throw invalid(`${name}:${lines.linePos(mistake.pos[0]).line}`, `it is not valid YAML: ${mistake.message}`);
		}
		value = document.toJS();
	} catch (error) {
		// What nests too deeply ends the parser's stack, and aliases that stand for too much are refused.
		throw UserError.is(error) ? error : invalid(name, messageOf(error));
	}
	if (value === null) {
		return { sets: [] };
	}
	const { data, error } = configurationSchema.safeParse(value);
	const issue = error?.issues[0];
	if (data === undefined || issue !== undefined) {
		const path = issue?.path ?? [];
		const line = lines.linePos(issue === undefined ? 0 : offsetOf(document, issue)).line;
		throw invalid(`${name}:${line}`, `${keyText(path)} ${issue?.message ?? 'cannot be read'}`);
	}
	return data;
}

function invalid(place: string, reason: string): UserError {
	return new UserError('configuration.invalid', `${place}: ${reason.replace(/\.$/, '')}.`);
}

/** "sets[0].mapping.input" */
function keyText(path: readonly PropertyKey[]): string {
	const text = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
	return text === '' ? 'the configuration' : text.replace(/^\./, '');
}

/** Where the mistake stands: at the key that is unknown, at the value, or at what should have it. */
function offsetOf(document: Document, { path, keys = [] }: Issue): number {
	for (let length = path.length; length >= 0; length--) {
		const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
		if (isNode(node)) {
			const key = isMap(node) ? node.items.map(pair => pair.key).find(isNamed(keys)) : undefined;
			return (isNode(key) ? key : node).range?.[0] ?? 0;
		}
	}
	return 0;
}

function isNamed(names: readonly string[]): (key: unknown) => boolean {
	return key => isScalar(key) && names.includes(String(key.value));
}
