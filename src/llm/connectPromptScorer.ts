import { UserError } from '../base/errors';
import { alignTokens } from './alignTokens';
import { Refusal, type OpenAiClient, type RequestOptions } from './openAiClient';
import { promptDialects, type AskForTokens } from './promptDialects';
import type { PromptDialect, PromptScorer, ScoredToken } from './promptScorer';

const words =
	'Every morning the baker opens the door of the small shop and puts warm bread on the wooden shelf beside the window'.split(
		' ',
	);
const knownText = `${words.join(' ')}.`;
/** The same words from the end to the beginning. */
const scrambledText = `${words.toReversed().join(' ')}.`;

/** Fewer tokens than words mean that something else than the text was scored. */
const leastTokens = words.length / 2;

type Finding = 'real' | 'refused' | 'leftOut' | 'constant';

const explanations: Readonly<Record<Exclude<Finding, 'real'>, string>> = {
	constant: 'gives log-probabilities that do not follow from the text',
	leftOut: 'answers such requests, but leaves the prompt out',
	refused: 'does not offer them',
};

/**
 * A scorer by the first dialect that an endpoint really speaks. That is found out, not believed, as some servers accept
 * the parameters and leave the prompt out: a known text has to come back in whole, with a finite log-probability for each
 * token but the first, and the same words scrambled have to give other ones.
 *
 * @throws {UserError} `llm.noPromptScores`: the endpoint gives none, and how that shows; else `llm.*`
 */
export async function connectPromptScorer(
	client: OpenAiClient,
	model: string,
	options: RequestOptions = {},
): Promise<PromptScorer> {
	const name = `${model} at ${client.baseUrl}`;
	const findings: Finding[] = [];
	for (const dialect of Object.keys(promptDialects) as PromptDialect[]) {
		const ask = promptDialects[dialect];
		const finding = await tryOut(ask, client, model, options);
		client.logger.debug(`${name}: prompt log-probabilities by ${dialect}: ${finding}`);
		if (finding === 'real') {
			return scorer(name, dialect, (text, options) => ask(client, model, text, options));
		}
		findings.push(finding);
	}
	const telling = (['constant', 'leftOut', 'refused'] as const).find(finding => findings.includes(finding));
	throw noPromptScores(`${name} ${explanations[telling ?? 'refused']}`);
}

async function tryOut(
	ask: AskForTokens,
	client: OpenAiClient,
	model: string,
	options: RequestOptions,
): Promise<Finding> {
	try {
		const known = await ask(client, model, knownText, options);
		const scrambled = known && (await ask(client, model, scrambledText, options));
		const scores = known && scoresOf(known, knownText);
		const otherScores = scrambled && scoresOf(scrambled, scrambledText);
		if (scores === undefined || otherScores === undefined) {
			return 'leftOut';
		}
		return isSame(scores, otherScores) ? 'constant' : 'real';
	} catch (error) {
		if (error instanceof Refusal) {
			return 'refused';
		}
		throw error;
	}
}

/** The log-probabilities in ascending order, where they are really the text's. */
function scoresOf(tokens: readonly ScoredToken[], text: string): readonly number[] | undefined {
	const aligned = alignTokens(tokens, text);
	const scores = aligned?.flatMap(({ logProb }, index) =>
		logProb === undefined && index === 0 ? [] : [logProb ?? NaN],
	);
	return scores !== undefined && scores.length >= leastTokens && scores.every(isLogProb)
		? scores.toSorted((a, b) => a - b)
		: undefined;
}

function isLogProb(value: number): boolean {
	return Number.isFinite(value) && value <= 0;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
	return a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? NaN)) < 1e-6);
}

function scorer(
	name: string,
	dialect: PromptDialect,
	ask: (text: string, options: RequestOptions) => Promise<readonly ScoredToken[] | undefined>,
): PromptScorer {
	return {
		name,
		dialect,
		score: async (text, options = {}) => {
			const tokens = await ask(text, options);
			const aligned = tokens && alignTokens(tokens, text);
			if (aligned === undefined) {
				throw noPromptScores(`For one of the texts ${name} gives none that fit its tokens`);
			}
			return aligned;
		},
	};
}

function noPromptScores(reason: string): UserError {
	return new UserError(
		'llm.noPromptScores',
		`No log-probabilities of prompts: ${reason}. Use the probe, or a model served by vLLM or SGLang.`,
		'service',
	);
}
