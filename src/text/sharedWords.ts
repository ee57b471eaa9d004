import { stem } from './stem';
import { stopWords } from './stopWords';
import { words } from './words';

/** Stems of the words that say what a text is about. */
export function contentStems(text: string): ReadonlySet<string> {
	return new Set(
		words(text)
			.filter(word => !stopWords.has(word))
			.map(stem),
	);
}

/** Cosine of two sets: those in both over the geometric mean of their sizes, 0..1; 0 where one is empty. */
export function setCosine(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
	let shared = 0;
	for (const entry of left) {
		shared += right.has(entry) ? 1 : 0;
	}
	return shared === 0 ? 0 : shared / Math.sqrt(left.size * right.size);
}
