import { createHash } from 'node:crypto';

const hashLength = 16;

/**
 * A short name for what a demonstration says: 16 hexadecimal digits of a SHA-256 over input, rationale and output. It
 * outlives a move, another format and other quotes, and ends with the first change of the text.
 */
export function textHash({
	input,
	rationale,
	output,
}: {
	readonly input: { readonly text: string };
	readonly rationale?: { readonly text: string } | undefined;
	readonly output: { readonly text: string } | undefined;
}): string {
	return sourceHash(JSON.stringify([input.text, rationale?.text ?? null, output?.text ?? null]));
}

/** The same for a stretch of a file that holds no demonstration. */
export function sourceHash(source: string): string {
	return createHash('sha256').update(source).digest('hex').slice(0, hashLength);
}
