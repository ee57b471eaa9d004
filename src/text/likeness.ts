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
	'zero one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, value) => [word, `${value}`]),
);
const negation = /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)$|n't$/u;
/** Operators and relations; a hyphen only where it can be a minus. */
const signs = /[\p{Sm}*/^%]|(?<=[\d)\s])-(?=[\d(\s])/gu;

interface AnalyzedText {
	/** Stems in order, a numeral as its number. */
	readonly stems: readonly string[];
	readonly counts: ReadonlyMap<string, number>;
	/** Numbers and signs with their counts: what cannot be exchanged without saying something else. */
	readonly figures: ReadonlyMap<string, number>;
	readonly isNegated: boolean;
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
	private readonly weights: ReadonlyMap<string, number>;
	private readonly totals: readonly number[];

	constructor(texts: readonly string[]) {
		this.texts = texts.map(analyzed);
		this.weights = weightsOf(this.texts);
		this.totals = this.texts.map(({ stems }) => this.weightOf(stems));
	}

	/** Likeness of two texts of the list. */
	between(first: number, second: number): number {
		const a = this.texts[first];
		const b = this.texts[second];
		if (a === undefined || b === undefined || a.isNegated !== b.isNegated || haveOtherFigures(a.figures, b.figures)) {
			return 0;
		}
		let shared = 0;
		for (const [word, count] of a.counts) {
			shared += this.weightOf([word]) * Math.min(count, b.counts.get(word) ?? 0);
		}
		return shared === 0 ? 0 : this.overlap(first, second, shared) * (1 - orderShare * (1 - this.sameOrder(a, b)));
	}

	/** Every pair of at least this likeness, the first of each pair before the second, in the order of the first. */
	pairsFrom(threshold: number): LikePair[] {
		const pairs: LikePair[] = [];
		const postings = new Map<string, { readonly text: number; readonly count: number }[]>();
		this.texts.forEach(({ counts }, second) => {
			const shared = new Float64Array(second);
			for (const [word, count] of counts) {
				const weight = this.weightOf([word]);
				const earlier = postings.get(word) ?? [];
				for (const posting of earlier) {
					shared[posting.text] = (shared[posting.text] ?? 0) + weight * Math.min(count, posting.count);
				}
				earlier.push({ text: second, count });
				postings.set(word, earlier);
			}
			shared.forEach((weight, first) => {
				// Order can only lower it, so the costly part is left to pairs that may pass.
				if (this.overlap(first, second, weight) >= threshold) {
					const likeness = this.between(first, second);
					if (likeness >= threshold) {
						pairs.push({ first, second, likeness });
					}
				}
			});
		});
		return pairs.sort((a, b) => a.first - b.first || a.second - b.second);
	}

	private overlap(first: number, second: number, shared: number): number {
		const a = Math.max(0, (this.totals[first] ?? 0) - shared);
		const b = Math.max(0, (this.totals[second] ?? 0) - shared);
		return shared / (shared + replacementCost * Math.min(a, b) + additionCost * Math.abs(a - b) + doubt);
	}

	/** Weight of the heaviest common subsequence of the shared words, as a share of the lighter side's, 0 to 1. */
	private sameOrder(a: AnalyzedText, b: AnalyzedText): number {
		const left = a.stems.filter(word => b.counts.has(word));
		const right = b.stems.filter(word => a.counts.has(word));
		let previous = new Float64Array(right.length + 1);
		for (const word of left) {
			const weight = this.weightOf([word]);
			const current = new Float64Array(right.length + 1);
			right.forEach((other, index) => {
				const matched = other === word ? (previous[index] ?? 0) + weight : 0;
				current[index + 1] = Math.max(matched, previous[index + 1] ?? 0, current[index] ?? 0);
			});
			previous = current;
		}
		return (previous[right.length] ?? 0) / Math.min(this.weightOf(left), this.weightOf(right));
	}

	private weightOf(stems: readonly string[]): number {
		return stems.reduce((sum, word) => sum + (this.weights.get(word) ?? 0), 0);
	}
}

function analyzed(text: string): AnalyzedText {
	const tokens = words(text).map(word => numerals.get(word) ?? word);
	const stems = tokens.map(token => (stopWords.has(token) ? token : stem(token)));
	const figures = tokens.filter(token => /^\p{N}/u.test(token)).concat(normalizedText(text).match(signs) ?? []);
	const negations = tokens.filter(token => negation.test(token)).length;
	return { stems, counts: countOf(stems), figures: countOf(figures), isNegated: negations % 2 === 1 };
}

function weightsOf(texts: readonly AnalyzedText[]): Map<string, number> {
	const frequency = countOf(texts.flatMap(({ counts }) => [...counts.keys()]));
	return new Map(
		Array.from(frequency, ([word, count]) => {
			const rarity = Math.log((texts.length + assumedTexts) / count);
			return [word, stopWords.has(word) ? rarity * stopWordWeight : rarity];
		}),
	);
}

/** Whether each of two texts has a number or sign that the other lacks. */
function haveOtherFigures(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
	return lacks(a, b) && lacks(b, a);
}

function lacks(some: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
	return [...some].some(([figure, count]) => count > (other.get(figure) ?? 0));
}
