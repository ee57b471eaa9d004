import { remembering } from '../base/remembering';
import { finished, type Steps } from '../base/steps';
import { countOf } from './counts';
import { areOpposed, sidesOf } from './oppositions';
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
/** What sums of weights may differ by when they are added up in another order. */
const tolerance = 1e-9;
/** Comparisons of a list in all, and at the least of each of its texts: a second's work. */
const mostComparisons = 1 << 22;
const leastComparisons = 64;
/** Enough for a thousand demonstrations that are edited. */
const rememberedCharacters = 1 << 19;
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

/** A number below zero: its minus stands at the beginning of a word. */
const negativeNumber = /(?<![^\s(])-(?=\p{N})/gu;
/** Numbers that follow one another with nothing but signs and brackets between them: their order counts. */
const expressions = /[-(]*\p{N}+(?:[.,]\p{N}+)*(?:[-\s()+*/^%=<>,]+\p{N}+(?:[.,]\p{N}+)*)+/gu;
/** Words in capitals that are names of something, as a tense or a language; "I" and "A" are none. */
const codes = /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{Lu}\p{N}]+|[B-HJ-Z])[+#]*(?![\p{L}\p{N}+#'’])/gu;

/** What a text of the index says. */
interface AnalyzedText {
	/** Stems in order, a numeral as its number. */
	readonly stems: readonly string[];
	/** The stems told apart within the text: its second "the" is "the 2", another entry than the first. */
	readonly keys: readonly string[];
	/** Numbers and signs with their counts: what cannot be exchanged without saying something else. */
	readonly figures: ReadonlyMap<string, number>;
	readonly isNegated: boolean;
	/** How many numbers are below zero. */
	readonly negatives: number;
	/** Its expressions, if it has some, without white space at their ends. */
	readonly expressions: string;
	/** In lower case; none where the text is in capitals as a whole. */
	readonly codes: ReadonlySet<string>;
	readonly words: ReadonlySet<string>;
	readonly sides: ReadonlyMap<number, number>;
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
 * it by up to half. Texts that exclude one another (`areApart`) have likeness 0.
 */
export class LikenessIndex {
	/** Entries of each text in increasing order, where they were asked for. */
	private readonly sorted: Int32Array[] = [];
	/** Where each entry stands in the text that was compared last; older places are told by what stands there. */
	private readonly placeOf: Int32Array;
	private readonly totals: Float64Array;

	/**
	 * @param entries of each text in order, as places in `weights`
	 * @param counts how many texts have an entry
	 */
	private constructor(
		private readonly texts: readonly AnalyzedText[],
		private readonly entries: readonly Int32Array[],
		private readonly weights: Float64Array,
		private readonly counts: Int32Array,
	) {
		this.placeOf = new Int32Array(counts.length);
		this.totals = Float64Array.from(entries, ofText => ofText.reduce((sum, entry) => sum + this.weightOf(entry), 0));
	}

	static of(texts: readonly string[]): LikenessIndex {
		return finished(LikenessIndex.steps(texts));
	}

	/** The same, a text a step. */
	static *steps(list: readonly string[]): Steps<LikenessIndex> {
		const texts: AnalyzedText[] = [];
		const entries: Int32Array[] = [];
		const numbers = new Map<string, number>();
		const counts: number[] = [];
		/** For each entry, the entry of its stem's first occurrence. */
		const firsts: number[] = [];
		const stemOf: string[] = [];
		const enter = (key: string, stem: string) => {
			let entry = numbers.get(key);
			if (entry === undefined) {
				entry = counts.push(0) - 1;
				numbers.set(key, entry);
				stemOf.push(stem);
				firsts.push(key === stem ? entry : (numbers.get(stem) ?? entry));
			}
			counts[entry] = (counts[entry] ?? 0) + 1;
			return entry;
		};
		for (const text of list) {
			const read = analyzed(text);
			const { keys, stems } = read;
			const ofText = new Int32Array(keys.length);
			for (let place = 0; place < keys.length; place++) {
				ofText[place] = enter(keys[place] ?? '', stems[place] ?? '');
			}
			texts.push(read);
			entries.push(ofText);
			yield;
		}
		const weights = Float64Array.from(firsts, (first, entry) => {
			const rarity = Math.log((list.length + assumedTexts) / (counts[first] ?? 1));
			return stopWords.has(stemOf[entry] ?? '') ? rarity * stopWordWeight : rarity;
		});
		yield;
		return new LikenessIndex(texts, entries, weights, Int32Array.from(counts));
	}

	/** Likeness of two texts of the list. */
	between(first: number, second: number): number {
		const a = this.texts[first];
		const b = this.texts[second];
		if (a === undefined || b === undefined || areApart(a, b)) {
			return 0;
		}
		const others = this.entriesOf(second);
		others.forEach((entry, place) => (this.placeOf[entry] = place));
		const places: number[] = [];
		const weights: number[] = [];
		let shared = 0;
		for (const entry of this.entriesOf(first)) {
			const place = this.placeOf[entry] ?? -1;
			if (others[place] === entry) {
				const weight = this.weightOf(entry);
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

	/**
	 * Every pair of at least this likeness, the first of each pair before the second, in the order of the second; of a
	 * list of over 2,000 texts whose words are much alike, those among the comparisons that promise most.
	 *
	 * By the formula two texts need a shared weight of more than the threshold times the lesser one's, so they share
	 * one at least of any of its entries that outweigh the rest of it: only texts that hold one of its rarest are compared
	 * with it (the prefix filter of set similarity joins: Chaudhuri, Ganti & Kaushik, ICDE 2006). Nor can the greater one
	 * outweigh it by more than what additions may cost. Comparisons begin with those that share the rarest entry and weigh
	 * nearly the same.
	 */
	pairsFrom(threshold: number): readonly LikePair[] {
		return finished(this.pairSteps(threshold));
	}

	/** The same, a text a step. */
	*pairSteps(threshold: number): Steps<readonly LikePair[]> {
		const pairs: LikePair[] = [];
		const comparedWith = new Int32Array(this.texts.length).fill(-1);
		/** The texts that have an entry, of those that were looked at; nothing for an entry of one text alone. */
		const holders = Array.from(this.counts, (count): number[] | undefined => (count > 1 ? [] : undefined));
		const most = Math.max(leastComparisons, Math.floor(mostComparisons / this.texts.length));
		const fromGreatest = Array.from(this.totals.keys()).sort((a, b) => this.totalOf(b) - this.totalOf(a));
		for (const text of fromGreatest) {
			const total = this.totalOf(text);
			const greatest = total + (total / threshold - total - doubt) / additionCost + tolerance;
			let comparisons = 0;
			for (const entry of this.rarest(text, total - threshold * (total + doubt))) {
				const others = holders[entry] ?? [];
				for (let place = others.length - 1; place >= 0 && comparisons < most; place--) {
					const other = others[place] ?? 0;
					if (this.totalOf(other) > greatest) {
						break;
					}
					if (comparedWith[other] === text) {
						continue;
					}
					comparedWith[other] = text;
					comparisons++;
					// Order can only lower it, so the costly part is left to pairs that may pass.
					if (this.overlap(text, other, this.sharedWeight(text, other)) >= threshold - tolerance) {
						const [first, second] = text < other ? [text, other] : [other, text];
						const likeness = this.between(first, second);
						if (likeness >= threshold) {
							pairs.push({ first, second, likeness });
						}
					}
				}
			}
			for (const entry of this.entriesOf(text)) {
				holders[entry]?.push(text);
			}
			yield;
		}
		return pairs.sort((a, b) => a.second - b.second || a.first - b.first);
	}

	/** The entries of a text that fewest texts have, as many as outweigh `weight`. */
	private rarest(text: number, weight: number): readonly number[] {
		const { counts } = this;
		// One number for count and entry sorts without a function.
		const size = counts.length;
		const entries = this.entriesOf(text);
		const ordered = new Float64Array(entries.length);
		for (let place = 0; place < entries.length; place++) {
			const entry = entries[place] as number;
			ordered[place] = (counts[entry] as number) * size + entry;
		}
		ordered.sort();
		const rarest: number[] = [];
		let sum = 0;
		for (const key of ordered) {
			const entry = key % size;
			rarest.push(entry);
			sum += this.weightOf(entry);
			if (sum > weight + tolerance) {
				break;
			}
		}
		return rarest;
	}

	private sharedWeight(first: number, second: number): number {
		const entries = this.sortedEntries(first);
		const others = this.sortedEntries(second);
		let shared = 0;
		let place = 0;
		for (const entry of entries) {
			while (place < others.length && (others[place] ?? 0) < entry) {
				place++;
			}
			shared += others[place] === entry ? this.weightOf(entry) : 0;
		}
		return shared;
	}

	private sortedEntries(text: number): Int32Array {
		return (this.sorted[text] ??= this.entriesOf(text).toSorted());
	}

	private entriesOf(text: number): Int32Array {
		return this.entries[text] ?? new Int32Array();
	}

	private overlap(first: number, second: number, shared: number): number {
		const a = Math.max(0, this.totalOf(first) - shared);
		const b = Math.max(0, this.totalOf(second) - shared);
		return shared / (shared + replacementCost * Math.min(a, b) + additionCost * Math.abs(a - b) + doubt);
	}

	private totalOf(text: number): number {
		return this.totals[text] ?? 0;
	}

	private weightOf(entry: number): number {
		return this.weights[entry] ?? 0;
	}
}

const analyzed = remembering((text: string): AnalyzedText => {
	const tokens = words(text).map(word => numerals.get(word) ?? word);
	const stems = tokens.map(token => (stopWords.has(token) ? token : stem(token)));
	const seen = new Map<string, number>();
	const keys = stems.map(form => {
		const count = (seen.get(form) ?? 0) + 1;
		seen.set(form, count);
		return count === 1 ? form : `${form} ${count}`;
	});
	const normalized = normalizedText(text);
	const figures = tokens.filter(token => /^\p{N}/u.test(token)).concat(normalized.match(signs) ?? []);
	const negations = tokens.filter(token => negation.test(token)).length;
	const capitals = text.match(codes) ?? [];
	return {
		stems,
		keys,
		figures: countOf(figures),
		isNegated: negations % 2 === 1,
		negatives: normalized.match(negativeNumber)?.length ?? 0,
		expressions: (normalized.match(expressions) ?? []).join('; '),
		codes: new Set(2 * capitals.length > tokens.length ? [] : capitals.map(code => code.toLowerCase())),
		words: new Set(normalized.match(/[\p{L}\p{N}]+[+#]*/gu)),
		sides: sidesOf(tokens),
	};
}, rememberedCharacters);

/**
 * Whether two texts cannot say the same: each has a number or sign which the other lacks, one alone is negated, they
 * have not as many numbers below zero, or their numbers stand in another order, both have words in capitals that are not the same, or they stand on other sides of
 * something.
 */
function areApart(a: AnalyzedText, b: AnalyzedText): boolean {
	return (
		a.isNegated !== b.isNegated ||
		a.negatives !== b.negatives ||
		haveOtherFigures(a.figures, b.figures) ||
		(a.expressions !== '' && b.expressions !== '' && a.expressions !== b.expressions) ||
		haveOtherCodes(a, b) ||
		areOpposed(a.sides, b.sides)
	);
}

function haveOtherCodes(a: AnalyzedText, b: AnalyzedText): boolean {
	return a.codes.size > 0 && b.codes.size > 0 && !(areIn(a.codes, b.words) && areIn(b.codes, a.words));
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
	for (const [figure, count] of some) {
		if (count > (other.get(figure) ?? 0)) {
			return true;
		}
	}
	return false;
}

function areIn(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
	return [...some].every(one => all.has(one));
}
