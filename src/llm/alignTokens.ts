import type { ScoredToken } from './promptScorer';

/** Characters that a token may stand for whose own text is not known. */
const longestUnknown = 32;

/**
 * The tokens with the stretches of the text that they stand for, which together are the text. A first token that the
 * tokenizer adds is dropped. Servers decode tokens one by one: a part of a character comes back as U+FFFD or as
 * nothing, and some tokenizers lose the space before a word; such stretches are found by their neighbours.
 *
 * @returns `undefined` where the tokens are not those of the text
 */
export function alignTokens(tokens: readonly ScoredToken[], text: string): readonly ScoredToken[] | undefined {
	const [first] = tokens;
	const isOwn = first !== undefined && first.text !== '' && text.startsWith(first.text);
	const without = tokens.slice(1);
	return isOwn ? (walk(tokens, text) ?? walk(without, text)) : (walk(without, text) ?? walk(tokens, text));
}

function walk(tokens: readonly ScoredToken[], text: string): readonly ScoredToken[] | undefined {
	const aligned: ScoredToken[] = [];
	let position = 0;
	let unknown = 0;
	/** Gives the last token, whose text is not known, what lies before the next one. */
	const fill = (end: number): void => {
		const last = aligned.pop();
		if (last !== undefined) {
			aligned.push({ ...last, text: last.text + text.slice(position, end) });
		}
		unknown = 0;
	};

	for (const token of tokens) {
		if (token.text === '' || token.text.includes('\uFFFD')) {
			aligned.push({ text: '', logProb: token.logProb });
			unknown++;
			continue;
		}
		const start = text.indexOf(token.text, position);
		const gap = text.slice(position, start);
		if (start < 0 || (unknown === 0 ? gap.trim() !== '' : gap.length > unknown * longestUnknown)) {
			return undefined;
		}
		if (unknown > 0) {
			fill(start);
			aligned.push(token);
		} else {
			aligned.push({ ...token, text: gap + token.text });
		}
		position = start + token.text.length;
	}

	const rest = text.slice(position);
	if (aligned.length === 0 || (unknown === 0 ? rest.trim() !== '' : rest.length > unknown * longestUnknown)) {
		return undefined;
	}
	fill(text.length);
	return aligned;
}
