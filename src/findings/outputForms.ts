import * as l10n from '@vscode/l10n';
import { remembering } from '../base/remembering';
import { finalAnswerOf } from '../demonstrations/prompts/finalAnswer';
import { countOf } from '../text/counts';
import { words } from '../text/words';

/** A form that outputs of a set may share. */
export interface OutputForm {
	/** For each output, whether it has the form. */
	readonly has: readonly boolean[];
	/** What is wrong with an output without it: a sentence. */
	readonly lack: string;
}

/** Outputs of so many words are short answers; among those, one is too long from so many on. */
const shortWords = 5;
const longWords = 25;
/** The outputs of a set that is edited are looked at again and again. */
const rememberedCharacters = 1 << 19;

const number = /^[-−+]?[$€£¥]?\s?\p{Nd}+(?:[.,\u00A0\u202F]\p{Nd}+)*\s?%?$/u;

/** What outputs begin with that is no part of a sentence: a fence, a bracket, a sign of a list or heading, "Label:". */
const opening = /^(?:```|[([{<"“#*>]+|[-–—](?=\s)|\p{Lu}[\p{L} ]{0,24}:(?=\s))/u;

/** What can be told of one output by itself. */
interface OutputShape {
	/** Of a JSON object; none of a list, and nothing where it is no JSON. A bare number or string does not count as JSON. */
	readonly keys: ReadonlySet<string> | undefined;
	readonly isNumber: boolean;
	/** Its last line says what the answer is. */
	readonly isAnnounced: boolean;
	readonly opening: string;
	readonly words: number;
	readonly isTrimmed: boolean;
}

const shapeOf = remembering((output: string): OutputShape => {
	const text = output.trim();
	return {
		keys: keysIn(text),
		isNumber: number.test(text),
		isAnnounced: finalAnswerOf(text, { start: 0, end: text.length }) !== undefined,
		opening: opening.exec(text)?.[0] ?? '',
		words: words(text).length,
		isTrimmed: text.length === output.length,
	};
}, rememberedCharacters);

/**
 * The forms that these outputs may share, the telling ones first: an output that lacks several is told of the first.
 *
 * @param outputs of the whole set
 * @param share of the outputs that must have a form for it to be theirs
 */
export function formsOf(outputs: readonly string[], share: number): readonly OutputForm[] {
	const shapes = outputs.map(shapeOf);
	const long = shapes.filter(shape => shape.words > shortWords).length;
	const areShort = long <= mostWithout(outputs.length, share);
	const openings = countOf(shapes.map(shape => shape.opening));
	const [commonest = ''] = [...openings.keys()].toSorted((a, b) => (openings.get(b) ?? 0) - (openings.get(a) ?? 0));
	const form = (lack: string, has: (shape: OutputShape) => boolean): OutputForm => ({ lack, has: shapes.map(has) });
	return [
		form(l10n.t('Is not JSON, unlike the outputs of the others.'), shape => shape.keys !== undefined),
		...keysOfMost(shapes).map(key =>
			form(l10n.t('Has no key “{0}”, unlike the outputs of the others.', key), shape => shape.keys?.has(key) === true),
		),
		form(l10n.t('Is not a number, unlike the outputs of the others.'), shape => shape.isNumber),
		form(l10n.t('Does not announce its final answer, unlike the outputs of the others.'), shape => shape.isAnnounced),
		...(commonest === ''
			? []
			: [
					form(l10n.t('Does not begin with “{0}”, unlike the outputs of the others.', commonest), shape =>
						shape.opening.startsWith(commonest),
					),
				]),
		...(areShort
			? [
					form(
						l10n.t('Says much more than a short answer, unlike the outputs of the others.'),
						shape => shape.words <= longWords,
					),
				]
			: []),
		form(l10n.t('Begins or ends with white space, unlike the outputs of the others.'), shape => shape.isTrimmed),
	];
}

/** So many outputs of a set may lack a form that is the set's: one in any case. */
export function mostWithout(count: number, share: number): number {
	return Math.max(1, (1 - share) * count);
}

function keysOfMost(shapes: readonly OutputShape[]): readonly string[] {
	const counts = countOf(shapes.flatMap(({ keys }) => [...(keys ?? [])]));
	return [...counts].filter(([, count]) => 2 * count > shapes.length).map(([key]) => key);
}

function keysIn(text: string): ReadonlySet<string> | undefined {
	if (!/^[[{]/.test(text)) {
		return undefined;
	}
	try {
		const value: unknown = JSON.parse(text);
		return new Set(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []);
	} catch {
		return undefined;
	}
}
