import { remembering } from '../base/remembering';

/** The texts of a set that is edited are looked at again and again. */
const rememberedCharacters = 1 << 20;

/** Scripts written without spaces: each character stands for a word. */
const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';

/** A number with its separators, a character of an unspaced script, or letters and digits with inner apostrophes. */
const wordPattern = new RegExp(
	`\\p{N}+(?:[.,]\\p{N}+)*(?!\\p{L})|[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}_])+(?:['’](?![${unspaced}])\\p{L}+)*`,
	'gu',
);

/** The text with compatible characters unified (NFKC), case folded and white space collapsed: what "the same" means. */
export const normalizedText = remembering(
	text => text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').replace(/\s+/gu, ' ').trim(),
	rememberedCharacters,
);

/** The words of a text, normalised, in order. Numbers are words; punctuation is not. */
export function words(text: string): string[] {
	return normalizedText(text).replaceAll('’', "'").match(wordPattern) ?? [];
}
