import type { Format, SourceDocument } from './format';
import { jsonLines } from './formats/jsonLines';
import { naturalInstructions } from './formats/naturalInstructions';
import { promptfooYaml } from './formats/promptfooYaml';

/** Every format, the more specific before the more general. */
export const formats: readonly Format[] = [naturalInstructions, promptfooYaml, jsonLines];

/** The format that is surest of the document, or nothing: a file of another kind is left alone. */
export function detectFormat(document: SourceDocument): Format | undefined {
	let best: Format | undefined;
	let bestConfidence = 0;
	for (const format of formats) {
		const confidence = format.detect(document);
		if (confidence > bestConfidence) {
			best = format;
			bestConfidence = confidence;
		}
	}
	return best;
}

export function formatById(id: string): Format | undefined {
	return formats.find(format => format.id === id);
}
