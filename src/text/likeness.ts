import { countOf } from './counts';
import { stem } from './stem';
import { stopWords } from './stopWords';
import { normalizedText, words } from './words';

/** What a stop word weighs beside another word that is as rare. */
const stopWordWeight = 0.2;
/** The cost of what one text has in place of something in the other, and of what it merely has beyond it. */
const replacementCost = 1;
const additionCost = 0.2;
/** The part of the likeness that rests on the order of the shared words. */
const orderShare = 0.5;
/** Texts assumed beside those of the list, without any of its words: they keep the rarities of a short list from vanishing. */
const assumedTexts = 8;
/** Weight that shared words must outweigh before they count as evidence: about a quarter of a rare word. */
const doubt = 0.5;

const numerals = new Map(
	'zero one two three four five six seven eight nine ten eleven twelve'
		.split(' ')
		.map((word, value) => [word, `${value}`]),
);
const negation = /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)$|n't$/u;
/** Operators and relations; a hyphen only where it can be a minus. */
const signs = /[\p{Sm}*/^%]|(?<=[\d)\s])-(?=[\d(\s])/gu;

interface AnalyzedText {
	/** Stems in order, a numeral as its number; the second "the" of a text is another entry than the first. */
	readonly occurrences: readonly Occurrence[];
	/** Place of each occurrence, by key. */
	readonly places: ReadonlyMap<string, number>;
	/** Numbers and signs with their counts: what cannot be exchanged without saying something else. */
	readonly figures: ReadonlyMap<string, number>;
	readonly isNegated: boolean;
}

interface Occurrence {
	readonly stem: string;
	/** The stem with which occurrence of it in the text this is. */
	readonly key: string;
}

export interface LikePair {
	readonly first: number;
	readonly second: number;
	readonly likeness: number;
}

/**
 * How nearly the texts of one list say the same as far as their words can tell, 0 to 1.
 *
 * Words count by stem and by rarity within the list, ln((N + 8)/n), so that what the list's texts have in common as a
 * template weighs little; stop words weigh a fifth. With the shared weight m, the remainders r and r′ of the two texts and a
 * constant doubt, likeness is m / (m + min(r, r′) + 0.2·|r − r′| + 0.5): a Tversky index made symmetric (Jimenez, Becerra & Gelbukh,
 * *SEM 2013) in which a word replaced by another costs more than a word added. Shared words in another order lower
 * it by up to half. Texts that each have a number or sign which the other lacks, or of which only one is negated,
 * have likeness 0.
 */
export class LikenessIndex {
	private readonly texts: readonly AnalyzedText[];
	/** By stem. */
	private readonly weights: ReadonlyMap<string, number>;
	private readonly totals: readonly number[];

	constructor(texts: readonly string[]) {
		this.texts = texts.map(analyzed);
		this.weights = weightsOf(this.texts);
		this.totals = this.texts.map(({ occurrences }) =>
			occurrences.reduce((sum, { stem }) => sum + this.weightOf(stem), 0),
		);
	}

	/** Likeness of two texts of the list. */
	between(first: number, second: number): number {
		const a = this.texts[first];
		const b = this.texts[second];
		if (a === undefined || b === undefined || a.isNegated !== b.isNegated || haveOtherFigures(a.figures, b.figures)) {
			return 0;
		}
		const places: number[] = [];
		const weights: number[] = [];
		let shared = 0;
		for (const { stem, key } of a.occurrences) {
			const place = b.places.get(key);
			if (place !== undefined) {
				const weight = this.weightOf(stem);
				places.push(place);
				weights.push(weight);
				shared += weight;
			}
		}
		if (shared === 0) {
			return 0;
		}
		const inOrder = heaviestIncreasing(places, weights) / shared;
		return this.overlap(first, second, shared) * (1 - orderShare * (1 - inOrder));
	}

	/** Every pair of at least this likeness, the first of each pair before the second, in the order of the second. */
	*pairsFrom(threshold: number): Generator<LikePair> {
		const earlierTexts = new Map<string, number[]>();
		for (const [second, { occurrences }] of this.texts.entries()) {
			const shared = new Float64Array(second);
			for (const { stem, key } of occurrences) {
				const weight = this.weightOf(stem);
				const earlier = earlierTexts.get(key) ?? [];
				for (const first of earlier) {
					shared[first] = (shared[first] as number) + weight;
				}
				earlier.push(second);
				earlierTexts.set(key, earlier);
			}
			for (const [first, weight] of shared.entries()) {
				// Order can only lower it, so the costly part is left to pairs that may pass.
				if (this.overlap(first, second, weight) >= threshold) {
					const likeness = this.between(first, second);
					if (likeness >= threshold) {
						yield { first, second, likeness };
					}
				}
			}
		}
	}

	private overlap(first: number, second: number, shared: number): number {
		const a = Math.max(0, (this.totals[first] ?? 0) - shared);
		const b = Math.max(0, (this.totals[second] ?? 0) - shared);
		return shared / (shared + replacementCost * Math.min(a, b) + additionCost * Math.abs(a - b) + doubt);
	}

	private weightOf(stem: string): number {
		return this.weights.get(stem) ?? 0;
	}
}

function analyzed(text: string): AnalyzedText {
	const tokens = words(text).map(word => numerals.get(word) ?? word);
	const seen = new Map<string, number>();
	const occurrences = tokens.map((token): Occurrence => {
		const form = stopWords.has(token) ? token : stem(token);
		const count = (seen.get(form) ?? 0) + 1;
		seen.set(form, count);
		return { stem: form, key: `${form} ${count}` };
	});
	const figures = tokens.filter(token => /^\p{N}/u.test(token)).concat(normalizedText(text).match(signs) ?? []);
	const negations = tokens.filter(token => negation.test(token)).length;
	return {
		occurrences,
		places: new Map(occurrences.map(({ key }, place) => [key, place])),
		figures: countOf(figures),
		isNegated: negations % 2 === 1,
	};
}

function weightsOf(texts: readonly AnalyzedText[]): Map<string, number> {
	const frequency = countOf(texts.flatMap(({ occurrences }) => [...new Set(occurrences.map(({ stem }) => stem))]));
	return new Map(
		Array.from(frequency, ([word, count]) => {
			const rarity = Math.log((texts.length + assumedTexts) / count);
			return [word, stopWords.has(word) ? rarity * stopWordWeight : rarity];
		}),
	);
}

/** Weight of the heaviest subsequence of increasing places: how much of what two texts share stands in one order. */
function heaviestIncreasing(places: readonly number[], weights: readonly number[]): number {
	// A Fenwick tree of maxima: the heaviest subsequence that ends at or before a place.
	const size = places.reduce((largest, place) => Math.max(largest, place), 0) + 1;
	const heaviest = new Float64Array(size + 1);
	places.forEach((place, index) => {
		let weight = 0;
		for (let node = place; node > 0; node -= node & -node) {
			weight = Math.max(weight, heaviest[node] as number);
		}
		weight += weights[index] ?? 0;
		for (let node = place + 1; node <= size; node += node & -node) {
			heaviest[node] = Math.max(heaviest[node] as number, weight);
		}
	});
	let result = 0;
	for (let node = size; node > 0; node -= node & -node) {
		result = Math.max(result, heaviest[node] as number);
	}
	return result;
}

/** Whether each of two texts has a number or sign that the other lacks. */
function haveOtherFigures(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
	return lacks(a, b) && lacks(b, a);
}

function lacks(some: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
	return [...some].some(([figure, count]) => count > (other.get(figure) ?? 0));
}
