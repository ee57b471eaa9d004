import { isDeepStrictEqual } from 'node:util';
import { finalAnswerOf } from '../demonstrations/prompts/finalAnswer';
import { labelCounts } from '../metrics/labelBalance';
import { normalizedText, words } from '../text/words';

/** What outputs are, and so how two of them are compared. */
export type AnswerForm = 'label' | 'number' | 'json' | 'text';

const numberTolerance = 1e-6;

/** Words that may follow the number: "square metres". */
const longestUnit = 2;

/** A number with separators and perhaps a fraction, not part of a word. */
const numbers = /(?<![\p{L}\p{N}_])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:\/\d+)?(?![\p{L}_])/gu;

/** An answer in words that ends in a number is at most so long; in longer texts a number is one word among many. */
const longestNumberAnswer = 2000;

/**
 * The form that all outputs share: JSON objects or lists, labels that come back, numbers at the end, or text, of which only a judge
 * can say whether two mean the same.
 */
export function answerForm(outputs: readonly string[]): AnswerForm {
	if (outputs.length === 0) {
		return 'text';
	}
	if (outputs.every(output => structureOf(output) !== undefined)) {
		return 'json';
	}
	if (labelCounts(outputs) !== null) {
		return 'label';
	}
	return outputs.every(output => finalNumber(output) !== undefined) ? 'number' : 'text';
}

/** Whether an output could stand among outputs of this form. */
export function hasForm(form: AnswerForm, output: string, others: readonly string[]): boolean {
	switch (form) {
		case 'json':
			return structureOf(output) !== undefined;
		case 'label':
			return others.some(label => isSameText(label, output));
		case 'number':
			return finalNumber(output) !== undefined;
		case 'text':
			return true;
	}
}

/**
 * Whether two answers are the same: labels and texts after normalisation, numbers by value, JSON by content. Texts that differ
 * may still mean the same.
 */
export function isSameAnswer(form: AnswerForm, first: string, second: string): boolean {
	if (isSameText(first, second)) {
		return true;
	}
	switch (form) {
		case 'json': {
			const structure = structureOf(first);
			return structure !== undefined && isDeepStrictEqual(structure, structureOf(second));
		}
		case 'number': {
			const [a, b] = [finalNumber(first), finalNumber(second)];
			return a !== undefined && b !== undefined && Math.abs(a - b) <= numberTolerance * Math.max(1, Math.abs(a));
		}
		case 'label':
		case 'text':
			return false;
	}
}

/** The number that an answer comes to: the boxed or announced one, or else the one with which its last line ends. */
export function finalNumber(answer: string): number | undefined {
	const text = answer.trim();
	if (text.length > longestNumberAnswer) {
		return undefined;
	}
	const boxed = /\\boxed\{([^{}]*)\}/.exec(text)?.[1];
	const announced = finalAnswerOf(text, { start: 0, end: text.length })?.answer;
	const place =
		boxed ?? (announced === undefined ? text.split(/[\n\r]/).at(-1) : text.slice(announced.start, announced.end));
	const found = [...(place ?? '').matchAll(numbers)].at(-1);
	if (place === undefined || found === undefined) {
		return undefined;
	}
	const [written] = found;
	const unit = words(place.slice(found.index + written.length));
	return unit.length <= longestUnit ? valueOf(written) : undefined;
}

function valueOf(written: string): number | undefined {
	const [numerator = NaN, denominator = 1] = written.replaceAll(',', '').replace('−', '-').split('/').map(Number);
	const value = numerator / denominator;
	return Number.isFinite(value) ? value : undefined;
}

function isSameText(first: string, second: string): boolean {
	return bare(first) === bare(second);
}

/** Without the quotes and the full stop that models put around short answers. */
function bare(text: string): string {
	return normalizedText(text).replaceAll(/^["'`*]+|["'`*.]+$/g, '');
}

/** The object or list that a text is in JSON; a bare number or string is none. */
function structureOf(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
