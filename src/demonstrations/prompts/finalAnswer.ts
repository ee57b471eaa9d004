import type { Span } from '../../base/textRange';

/** A chain of thought taken apart. */
export interface FinalAnswer {
	/** Where the phrase begins that announces the answer; the reasoning stands before it. */
	readonly phrase: number;
	readonly answer: Span;
}

/** How answers are announced: what stands before it on the line, the phrase, and the answer. */
const announcements = [
	/^()((?:the |my )?(?:final |correct )?answer(?: is)?:? +)(\S.*)$/i,
	/^(.*[\s.!?])((?:the|my) (?:final |correct )?answer is:? +)(\S.*)$/i,
	/^()(#### *)(\S.*)$/,
];

/** A word before the phrase that belongs to it. */
const connective = /(?:^|[\s.!?])((?:so|thus|hence|therefore|then),? +)$/i;

/**
 * The final answer at the end of a text, where its last line announces one and nothing else follows it; a full stop
 * behind it is not part of it.
 */
export function finalAnswerOf(text: string, { start, end }: Span): FinalAnswer | undefined {
	const source = text.slice(start, end);
	const lineStart = Math.max(source.lastIndexOf('\n'), source.lastIndexOf('\r')) + 1;
	const line = source.slice(lineStart);
	for (const announcement of announcements) {
		const [, before = '', phrase = '', rest = ''] = announcement.exec(line) ?? [];
		const answer = rest.replace(/\.$/, '');
		if (answer !== '' && !/[.!?]\s/.test(answer)) {
			const phraseStart = start + lineStart + before.length;
			const answerStart = phraseStart + phrase.length;
			const word = connective.exec(before)?.[1] ?? '';
			return { phrase: phraseStart - word.length, answer: { start: answerStart, end: answerStart + answer.length } };
		}
	}
	return undefined;
}
