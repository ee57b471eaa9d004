import { createHash } from 'node:crypto';
import { outputText, type Demonstration } from './demonstration';

/** Digits that tell the texts of one file apart. */
const shortLength = 16;

/**
 * SHA-256, in hexadecimal, of the JSON list of input and output in UTF-8: a name for what a demonstration says. It outlives a
 * move, another format and other quotes, and ends with the first change of the text.
 */
export function textHash(demonstration: Pick<Demonstration, 'input' | 'output'>): string {
	return pairHash(demonstration.input.text, outputText(demonstration));
}

/** The same for texts that are in no file. */
export function pairHash(input: string, output: string): string {
	return hashOf(JSON.stringify([input, output]));
}

/** The beginning of it, for people to copy. */
export function shortTextHash(demonstration: Pick<Demonstration, 'input' | 'output'>): string {
	return textHash(demonstration).slice(0, shortLength);
}

/** The same for a stretch of a file that holds no demonstration. */
export function shortSourceHash(source: string): string {
	return hashOf(source).slice(0, shortLength);
}

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
