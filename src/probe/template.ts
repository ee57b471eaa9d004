import type { Example, ReadingRequest } from './probeModel';

/** Part of every cache key: readings made with another way of rendering or encoding do not compare. */
export const templateVersion = 2;

/** Puts a request together as one text. */
export type Renderer = (request: ReadingRequest) => RenderedText;

/** A request as one text, in stretches. */
export interface RenderedText {
	readonly segments: readonly Segment[];
	/** The text holds the tokens that begin a sequence itself: the tokenizer's prefix is left out. */
	readonly complete: boolean;
}

/** The text of one part of a request, or of the template around it. What ends an output counts as part of it. */
export interface Segment {
	readonly text: string;
	readonly part: 'template' | 'input' | 'output';
}

/**
 * Puts a request together as the plain template does, the one that the built-in probe was trained on and that serves
 * every checkpoint without a chat template:
 *
 *     {task}
 *
 *     Input: {input}
 *     Output: {output}
 *
 *     Input: {input}
 *     Output: {output}
 *
 * Examples come before the input; `{task}` and the line after it are left out where there is no task. White space at
 * the end of task and outputs is removed. Nothing follows the last output.
 */
export function renderPlain(request: ReadingRequest): RenderedText {
	const task = request.task?.trimEnd() ?? '';
	const context = (task === '' ? '' : `${task}\n\n`) + (request.examples ?? []).map(renderExample).join('');
	return {
		segments: [
			{ text: `${context}Input: `, part: 'template' },
			{ text: request.input, part: 'input' },
			{ text: '\nOutput: ', part: 'template' },
			{ text: request.output.trimEnd(), part: 'output' },
		],
		complete: false,
	};
}

/** Input and output as they stand, for a request that asks for it. */
export function renderVerbatim({ input, output }: Example): RenderedText {
	return {
		segments: [
			{ text: input, part: 'input' },
			{ text: output, part: 'output' },
		],
		complete: false,
	};
}

function renderExample({ input, output }: Example): string {
	return `Input: ${input}\nOutput: ${output.trimEnd()}\n\n`;
}
