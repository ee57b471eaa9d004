import type { Random } from '../../src/base/random';
import type { Example } from '../../src/probe/probeModel';
import { pick, shuffled } from './draw';

const names =
	`Alice Amy Andrew Anna Ben Bob Carl Carol Charles Chris Daniel David Emily Emma Eric Eva Frank George Grace Helen
	Henry Jack James Jane Jason Jennifer Jessica Jim Joe John Joseph Julia Karen Kate Kevin Laura Linda Lisa Lucy Maria
	Mark Mary Matthew Michael Mike Nancy Nick Patricia Paul Peter Rachel Richard Robert Sam Sarah Steve Susan Thomas Tim Tom`.split(
		/\s+/,
	);
const numerals = 'two three four five six seven eight nine ten eleven twelve'.split(' ');

/** The same said with other words at the beginning or in a contraction: each side may become the other. */
const wordings: readonly (readonly [string, string])[] = [
	['Can you please', 'Could you'],
	['Can you', 'Could you please'],
	['Can I', 'Could I'],
	['How do I', 'How can I'],
	['What is', "What's"],
	['I want to', "I'd like to"],
	['I need to', 'I have to'],
	['I am', "I'm"],
	['I have', "I've"],
	['It is', "It's"],
	['do not', "don't"],
	['does not', "doesn't"],
	['cannot', "can't"],
];

type Rewriting = (example: Example, random: Random) => Example;

const rewritings: readonly Rewriting[] = [respell, rename, reorder, reword];
/** Of those that change a text, so many are applied at most. */
const mostRewritings = 2;

/**
 * A light paraphrase by rule: numbers spelled out or in figures, people by another name, clauses or sentences in
 * another order, a contraction or a polite opening. The same example and random numbers give the same text.
 *
 * @returns `undefined` where no rule applies
 */
export function paraphrase(example: Example, random: Random): Example | undefined {
	let result = example;
	let applied = 0;
	for (const rewrite of shuffled(rewritings, random)) {
		const rewritten = rewrite(result, random);
		if (applied < mostRewritings && rewritten.input !== result.input) {
			result = rewritten;
			applied++;
		}
	}
	return applied === 0 ? undefined : result;
}

function respell({ input, output }: Example): Example {
	const respelled = input.replace(/(?<![\d.,$€£:/-])\b(?:[2-9]|1[012])\b(?![\d.,:/%-]?\d|%)/gu, digits => {
		return numerals[Number(digits) - 2] ?? digits;
	});
	return {
		input:
			respelled === input
				? input.replace(new RegExp(`\\b(?:${numerals.join('|')})\\b`, 'gu'), word => String(numerals.indexOf(word) + 2))
				: respelled,
		output,
	};
}

function rename({ input, output }: Example, random: Random): Example {
	const used = names.filter(name => new RegExp(`\\b${name}\\b`, 'u').test(`${input} ${output}`));
	const [old] = shuffled(used, random);
	if (old === undefined) {
		return { input, output };
	}
	const fresh = pick(
		names.filter(name => !used.includes(name)),
		random,
	);
	const replaced = (text: string): string => text.replace(new RegExp(`\\b${old}\\b`, 'gu'), fresh);
	return { input: replaced(input), output: replaced(output) };
}

/** "If it rains, we stay." becomes "We stay if it rains.", and the other way round; or two sentences change places. */
function reorder({ input, output }: Example): Example {
	const clauses = /^(If|When|After|Before|While|Because|For|In|On|At|With) ([^,.?!\n]+), ([^\n.?!]+)([.?!]?)$/u.exec(
		input,
	);
	if (clauses !== null) {
		const [, conjunction = '', condition = '', main = '', end = ''] = clauses;
		return { input: `${capitalized(main)} ${conjunction.toLowerCase()} ${condition}${end}`, output };
	}
	const trailing =
		/^([^,.?!\n]{8,}) (if|when|after|before|while|because|for|in|on|at|with) ([^,.?!\n]+)([.?!]?)$/u.exec(input);
	if (trailing !== null) {
		const [, main = '', conjunction = '', condition = '', end = ''] = trailing;
		return { input: `${capitalized(conjunction)} ${condition}, ${lowered(main)}${end}`, output };
	}
	const sentences = /^([^\n.?!]{12,}[.?!]) ([^\n.?!]{12,}[.?!])(?= |$)/u.exec(input);
	const [whole, first, second] = sentences ?? [];
	return whole === undefined ? { input, output } : { input: `${second} ${first}${input.slice(whole.length)}`, output };
}

function reword({ input, output }: Example, random: Random): Example {
	const sides = wordings.flatMap(([left, right]) => [[left, right] as const, [right, left] as const]);
	for (const [from, to] of shuffled(sides, random)) {
		const pattern = new RegExp(`\\b${from}\\b(?!')`, 'u');
		if (pattern.test(input)) {
			return { input: input.replace(pattern, to), output };
		}
	}
	return { input, output };
}

function capitalized(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Without its capital, unless it is a name's, an abbreviation's or the pronoun's. */
function lowered(text: string): string {
	return /^(?:I\b|[A-Z]{2})/u.test(text) || names.some(name => text.startsWith(name))
		? text
		: text.slice(0, 1).toLowerCase() + text.slice(1);
}
