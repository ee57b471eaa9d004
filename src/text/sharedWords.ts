import { stem } from './stem';
import { stopWords } from './stopWords';
import { words } from './words';

/** Stems of the words that say what a text is about. */
export function contentStems(text: string): Set<string> {
	return new Set(
		words(text)
			.filter(word => !stopWords.has(word))
			.map(stem),
	);
}

/** Cosine of two sets: those in both over the geometric mean of their sizes, 0..1; 0 where one is empty. */
export function setCosine(left: Set<string>, right: Set<string>): number {
	return left.size === 0 || right.size === 0 ? 0 : left.intersection(right).size / Math.sqrt(left.size * right.size);
}
