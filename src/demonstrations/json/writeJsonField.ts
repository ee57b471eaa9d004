import type { WriteField } from '../rewriting';
import { valueLike } from '../records/columnLayout';
import { endOfString, type JsonNode } from './jsonSource';
import { JsonWriter } from './jsonWriter';

/**
 * Writes texts into the values of a JSON text: into the string in which the field stands, with the escapes that the
 * file uses, or in place of a value of another kind, as one of that kind where the text is one.
 */
export function writeJsonField(text: string): WriteField {
	const writer = new JsonWriter(text);
	return ({ span }, value, demonstration) => {
		if (text[span.start - 1] === '"' || isInString(text, demonstration.span.start, span.start)) {
			return { span, newText: writer.write(value).slice(1, -1) };
		}
		const node = nodeAt(text.slice(span.start, span.end), span);
		return { span, newText: writer.write(node === undefined ? value : valueLike(value, [node]), node) };
	};
}

/** @param from where no string has begun */
function isInString(text: string, from: number, offset: number): boolean {
	let quote = text.indexOf('"', from);
	while (quote !== -1 && quote < offset) {
		const end = endOfString(text, quote);
		if (offset < end) {
			return true;
		}
		quote = text.indexOf('"', end);
	}
	return false;
}

function nodeAt(source: string, span: JsonNode['span']): JsonNode | undefined {
	try {
		return { value: JSON.parse(source) as unknown, span };
	} catch {
		return undefined;
	}
}
