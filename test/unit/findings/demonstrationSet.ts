import type { Demonstration, DemonstrationSet } from '../../../src/demonstrations/demonstration';

export interface Pair {
	readonly input: string;
	/** None for a demonstration without an answer. */
	readonly output?: string;
}

/** A set as if read from a file in which inputs and outputs follow one another. */
export function setOf(...pairs: readonly Pair[]): DemonstrationSet {
	let offset = 0;
	const field = (text: string): { text: string; span: { start: number; end: number } } => {
		const start = offset;
		offset += text.length + 1;
		return { text, span: { start, end: start + text.length } };
	};
	const demonstrations = pairs.map(({ input, output }, index): Demonstration => {
		const start = offset;
		const inputField = field(input);
		const outputField = output === undefined ? undefined : field(output);
		return { id: String(index + 1), input: inputField, output: outputField, span: { start, end: offset } };
	});
	return { format: 'test', task: undefined, demonstrations, problems: [] };
}
